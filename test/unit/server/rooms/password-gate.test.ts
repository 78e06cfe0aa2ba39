import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../helpers/fake-clock';
import { PasswordGate } from '../../../../src/server/rooms/password-gate';

const TRIES = { points: 3, windowMs: 900_000 };
const say = (value: boolean) => () => Promise.resolve({ ok: true, value } as const);

describe('PasswordGate', () => {
  it('looks at as many wrong ones as it may, and then at none', async () => {
    const gate = new PasswordGate(new FakeClock(), TRIES);
    const verdicts: string[] = [];
    for (let index = 0; index < 5; index += 1)
      verdicts.push(await gate.look('a', '::1', say(false)));
    expect(verdicts).toEqual(['wrong', 'wrong', 'wrong', 'throttled', 'throttled']);
    expect(await gate.look('a', '::1', say(true))).toBe('throttled');
    expect(await gate.look('b', '::1', say(true))).toBe('right');
    expect(await gate.look('a', '::2', say(true))).toBe('right');
  });

  it('looks at more when the time is over, by the clock of the server', async () => {
    const clock = new FakeClock();
    const gate = new PasswordGate(clock, TRIES);
    for (let index = 0; index < 3; index += 1) await gate.look('a', '::1', say(false));
    clock.pass(TRIES.windowMs - 1);
    expect(await gate.look('a', '::1', say(true))).toBe('throttled');
    clock.pass(1);
    expect(await gate.look('a', '::1', say(true))).toBe('right');
  });

  it('does so however many come at once, and lets any number of right ones in', async () => {
    const gate = new PasswordGate(new FakeClock(), TRIES);
    let looks = 0;
    const wrong = () => {
      looks += 1;
      return Promise.resolve({ ok: true, value: false } as const);
    };
    await Promise.all(Array.from({ length: 20 }, () => gate.look('a', '::1', wrong)));
    expect(looks).toBe(3);
    const right = await Promise.all(
      Array.from({ length: 20 }, () => gate.look('b', '::1', say(true))),
    );
    expect(new Set(right)).toEqual(new Set(['right']));
  });

  it('does not count one that nobody had the time to look at', async () => {
    const gate = new PasswordGate(new FakeClock(), TRIES);
    const busy = () => Promise.resolve({ ok: false, error: 'busy' } as const);
    for (let index = 0; index < 5; index += 1) {
      expect(await gate.look('a', '::1', busy)).toBe('busy');
    }
    expect(await gate.look('a', '::1', say(true))).toBe('right');
  });

  it('is busy when more wait than a room holds', async () => {
    const gate = new PasswordGate(new FakeClock(), TRIES);
    const all = await Promise.all(
      Array.from({ length: 60 }, () => gate.look('a', '::1', say(true))),
    );
    expect(all.filter((each) => each === 'busy').length).toBeGreaterThan(0);
    expect(all.filter((each) => each === 'right').length).toBeGreaterThanOrEqual(32);
  });
});
