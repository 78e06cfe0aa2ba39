import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

/**
 * The first versions without a known hole that strangers can reach over the network, and that hole.
 */
const FLOORS: readonly (readonly [name: string, floor: string, why: string])[] = [
  ['socket.io-parser', '4.2.7', 'CVE-2026-69185: waits for attachments until memory is full'],
  ['engine.io', '6.6.7', 'CVE-2026-59725: malformed requests of polling hold connections open'],
  ['ws', '8.21.0', 'CVE-2026-48779: tiny fragments fill the memory'],
];

const { packages } = JSON.parse(
  readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
) as Lockfile;

/** Of every copy that is installed, one below another too. */
function versionsOf(name: string): string[] {
  return Object.entries(packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version = '' }]) => version);
}

function isAtLeast(version: string, floor: string): boolean {
  const [parts, least] = [version, floor].map((text) => text.split('.').map(Number));
  const at = parts.findIndex((part, index) => part !== least[index]);
  return at < 0 || parts[at] > least[at];
}

describe('the dependencies that face the network', () => {
  it.each(FLOORS)('%s is at least %s, for %s', (name, floor) => {
    const versions = versionsOf(name);
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
  });

  it.each([
    ['8.20.9', '8.21.0', false],
    ['8.21.0', '8.21.0', true],
    ['8.100.0', '8.21.0', true],
    ['9.0.0', '8.21.0', true],
    ['7.99.99', '8.21.0', false],
  ])('%s is at least %s: %s', (version, floor, expected) => {
    expect(isAtLeast(version, floor)).toBe(expected);
  });
});
