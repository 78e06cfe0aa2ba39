import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../helpers/fake-clock';
import { PasswordGate } from '../../../../src/server/rooms/password-gate';

const TRIES = { points: 3, windowMs: 900_000 };
const say = (value: boolean) => () => value;

describe('PasswordGate', () => {
  it('looks at as many wrong ones as it may, and then at none', () => {
    const gate = new PasswordGate(new FakeClock(), TRIES);
    const verdicts: string[] = [];
    for (let index = 0; index < 5; index += 1) verdicts.push(gate.look('a', '::1', say(false)));
    expect(verdicts).toEqual(['wrong', 'wrong', 'wrong', 'throttled', 'throttled']);
    expect(gate.look('a', '::1', say(true))).toBe('throttled');
    expect(gate.look('b', '::1', say(true))).toBe('right');
    expect(gate.look('a', '::2', say(true))).toBe('right');
  });

  it('looks at more when the time is over, by the clock of the server', () => {
    const clock = new FakeClock();
    const gate = new PasswordGate(clock, TRIES);
    for (let index = 0; index < 3; index += 1) gate.look('a', '::1', say(false));
    clock.pass(TRIES.windowMs - 1);
    expect(gate.look('a', '::1', say(true))).toBe('throttled');
    clock.pass(1);
    expect(gate.look('a', '::1', say(true))).toBe('right');
  });
});
