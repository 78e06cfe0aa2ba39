import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeldNamesFile } from '../../../src/server/held-names-file';
import { NameTokens } from '../../../src/server/name-tokens';
import { Sealer } from '../../../src/server/sealer';
import { RETURN_WINDOW_MS } from '../../../src/shared/protocol/limits';
import { FakeClock } from '../../integration/server/helpers/fake-clock';

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
    for (const number of [1, 2, 3]) held.hold(digestOf(number));
    held.free(digestOf(2));
    appendFileSync(file(), '+half');
    const after = new HeldNamesFile(folder, fail);
    expect([...after.earlier]).toEqual([digestOf(1), digestOf(3)]);
    after.free(digestOf(1));
    expect([...new HeldNamesFile(folder, fail).earlier]).toEqual([digestOf(3)]);
  });

  it('does not grow with those who come and go', () => {
    const held = new HeldNamesFile(folder, fail);
    for (let round = 0; round < 5_000; round += 1) {
      held.hold(digestOf(round));
      held.free(digestOf(round));
    }
    held.hold(digestOf(0));
    expect(readFileSync(file(), 'utf8').length).toBeLessThan(1_010 * 24);
    expect([...new HeldNamesFile(folder, fail).earlier]).toEqual([digestOf(0)]);
  });

  it('is for nobody else to read', () => {
    expect(new HeldNamesFile(folder, fail).earlier.size).toBe(0);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });
});

describe('NameTokens', () => {
  const clock = new FakeClock();

  function start(run: string, secret = SECRET): NameTokens {
    const heldNames = new HeldNamesFile(folder, fail);
    return new NameTokens({ sealer: new Sealer(secret), clock, run, heldNames });
  }

  it('reserve the names of the run before until those who had them had the time to come back', () => {
    start('one').hold('ann');
    const tokens = start('two');
    expect([tokens.isReserved('ann'), tokens.isReserved('bob')]).toEqual([true, false]);
    clock.advance(RETURN_WINDOW_MS - 1);
    expect(tokens.isReserved('ann')).toBe(true);
    clock.advance(1);
    expect(tokens.isReserved('ann')).toBe(false);
    // Nor does the next one wait for somebody who did not come back.
    expect(start('three').isReserved('ann')).toBe(false);
  });

  it('are known by a later run, for their name alone, and by nobody with another secret', () => {
    const token = start('one').issue('ann');
    expect(token).toMatch(/^[\w-]{16,128}$/);
    expect(start('two').isOfEarlierRun(token, 'ann')).toBe(true);
    expect(start('two').isOfEarlierRun(token, 'bob')).toBe(false);
    expect(start('one').isOfEarlierRun(token, 'ann')).toBe(false);
    expect(start('two', Buffer.alloc(32, 8)).isOfEarlierRun(token, 'ann')).toBe(false);
  });
});
