import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  NAME_OWNERS,
  NAVIGATOR_OWNERS,
  OWNERS,
  RENDERER_RUNGS,
  SHARED_RUNGS,
} from '../../../scripts/lint/import-order.mjs';
import { readTables } from '../../helpers/markdown-tables';
import { readPage } from '../../helpers/pages';

const page = readPage('ARCHITECTURE.md');
const [rungs = [], owners = []] = readTables(page, 'Who may import what');

function foldersOf(path: string): string[] {
  return readdirSync(new URL(`../../../${path}`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The page draws it from the top down. */
function drawnRungs(): string[][] {
  const [drawing = ''] = /^index\.ts, web\.ts ─> .*$/m.exec(page) ?? [];
  const [, ...rest] = drawing.split(' ─> ');
  return rest.map((rung) => rung.split(', ')).reverse();
}

describe('the order of imports', () => {
  it('of shared is on the page as lint keeps it', () => {
    expect(rungs.map(([, folders = '']) => folders.split(', '))).toEqual(SHARED_RUNGS);
  });

  it('of the renderer is on the page as lint keeps it', () => {
    expect(drawnRungs()).toEqual(RENDERER_RUNGS);
  });

  it.each([
    ['src/shared', SHARED_RUNGS],
    ['src/renderer', RENDERER_RUNGS],
  ])('has a place for every folder of %s', (path, order) => {
    expect(order.flat().sort()).toEqual(foldersOf(path));
  });

  it('has the same owners on the page as in the rules', () => {
    const files = [
      ...OWNERS.map(([, file]) => file),
      ...NAME_OWNERS.map(({ file }) => file),
      ...NAVIGATOR_OWNERS.map(({ file }) => file),
    ];
    expect(owners.map(([, file = '']) => file).sort()).toEqual(files.sort());
  });
});
