import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeldNamesFile } from '../../../src/server/held-names-file';
import { NameTokens } from '../../../src/server/name-tokens';
import { Sealer } from '../../../src/server/sealer';
import { RETURN_WINDOW_MS } from '../../../src/shared/protocol/limits';
import { FakeClock } from '../../helpers/fake-clock';

const HOLDER = 'h'.repeat(22);
const SECRET = Buffer.alloc(32, 7);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'held-names-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function fail(error: unknown): void {
  throw error;
}

/** The digest of a name as the file has it. */
function digestOf(number: number): string {
  return String(number).padStart(22, '_');
}

describe('HeldNamesFile', () => {
  const file = (): string => join(folder, 'names.held');

  it('finds the names that were not let go, also behind a line that was cut off', () => {
    const held = new HeldNamesFile(folder, fail);
    for (const number of [1, 2, 3]) held.hold(digestOf(number), HOLDER);
    held.free(digestOf(2));
    appendFileSync(file(), '+half');
    const after = new HeldNamesFile(folder, fail);
    expect([...after.earlier.keys()]).toEqual([digestOf(1), digestOf(3)]);
    after.free(digestOf(1));
    expect([...new HeldNamesFile(folder, fail).earlier.keys()]).toEqual([digestOf(3)]);
  });

  it('does not grow with those who come and go', () => {
    const held = new HeldNamesFile(folder, fail);
    for (let round = 0; round < 5_000; round += 1) {
      held.hold(digestOf(round), HOLDER);
      held.free(digestOf(round));
    }
    held.hold(digestOf(0), HOLDER);
    expect(readFileSync(file(), 'utf8').length).toBeLessThan(1_010 * 47);
    expect([...new HeldNamesFile(folder, fail).earlier.keys()]).toEqual([digestOf(0)]);
  });

  it('is for nobody else to read', () => {
    expect(new HeldNamesFile(folder, fail).earlier.size).toBe(0);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });
});

describe('NameTokens', () => {
  const clock = new FakeClock();
  let ids = 0;

  function start(secret = SECRET): NameTokens {
    const heldNames = new HeldNamesFile(folder, fail);
    const createId = (): string => `id${String((ids += 1)).padStart(20, '0')}`;
    const makers = { sealer: new Sealer(secret), createId, createToken: createId };
    return new NameTokens({ ...makers, clock, heldNames });
  }

  /** Somebody takes the name; what they get it back with. */
  function take(tokens: NameTokens, key: string, token?: string): string {
    const holder = tokens.admit(key, token);
    if (holder === null) throw new Error(`${key} is kept for somebody else`);
    return tokens.issue(holder);
  }

  it('keep the names of the run before until those who had them had the time to come back', () => {
    take(start(), 'ann');
    const tokens = start();
    expect([tokens.isReserved('ann'), tokens.isReserved('bob')]).toEqual([true, false]);
    expect(tokens.admit('ann', undefined)).toBeNull();
    clock.pass(RETURN_WINDOW_MS - 1);
    expect(tokens.isReserved('ann')).toBe(true);
    clock.pass(1);
    expect(tokens.isReserved('ann')).toBe(false);
    // Nor does the next one wait for somebody who did not come back.
    expect(start().isReserved('ann')).toBe(false);
  });

  it('get a name back in later runs, for their name alone, and none with another secret', () => {
    const first = start();
    const token = take(first, 'ann');
    take(first, 'bob');
    expect(token).toMatch(/^[\w-]{16,128}$/);
    expect(start().admit('bob', token)).toBeNull();
    expect(start(Buffer.alloc(32, 8)).admit('ann', undefined)).not.toBeNull();
    take(start(), 'ann', token);
    // The answer may have been lost: the older one of the same person is as good.
    take(start(), 'ann', token);
  });

  it('of whoever had a name earlier get nothing back', () => {
    const tokens = start();
    const older = take(tokens, 'ann');
    tokens.free('ann');
    const newer = take(tokens, 'ann');
    const next = start();
    expect(next.admit('ann', older)).toBeNull();
    take(next, 'ann', newer);
  });
});
