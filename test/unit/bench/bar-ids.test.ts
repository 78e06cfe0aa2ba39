import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const SOURCES = [
  ...readdirSync('test/bench', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `test/bench/${name}`),
  'scripts/faults/bars.mjs',
  'scripts/load/bars.mjs',
];
/** Where a bar is given its id; what follows a dot is a grid, a codec or a number of clients. */
const DECLARED = /\bid: (?:idOf\()?['`](?<id>[A-Z]\d+(?:\.[a-z]+)?)/g;
/** A row of a table of bars, and bars in brackets: `(Q1, Q2)`. */
const NAMED = /^\| (?<row>[A-Z]\d+)(?:\.\w+)* +\||\((?<list>[A-Z]\d+(?:(?:, | to )[A-Z]\d+)*)\)/gm;

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

const declared = SOURCES.flatMap((path) =>
  [...read(path).matchAll(DECLARED)].map(({ groups }) => groups?.id ?? ''),
);
const named = [...read('docs/performance.md').matchAll(NAMED)].flatMap(
  ({ groups }) => groups?.row ?? groups?.list.split(/, | to /) ?? [],
);

describe('the bars of bench, load and faults', () => {
  it('have ids of their own, over all three', () => {
    expect(declared.length).toBeGreaterThan(30);
    expect(declared.filter((id, index) => declared.indexOf(id) !== index)).toEqual([]);
  });

  it('are what docs/performance.md names, and it names no others', () => {
    const bases = new Set(declared.map((id) => id.split('.')[0]));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((id) => !bases.has(id))).toEqual([]);
  });
});
