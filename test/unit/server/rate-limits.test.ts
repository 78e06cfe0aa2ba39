import { describe, expect, it } from 'vitest';
import { RateMeter } from '../../../src/server/rate-limits';
import { Strikes } from '../../../src/server/strikes';
import { FLOOD_FACTOR, MAX_STRIKES, STRIKE_MEMORY_MS } from '../../../src/shared/protocol/limits';
import { FakeClock } from '../../helpers/fake-clock';

describe('RateMeter', () => {
  const clock = new FakeClock();
  const createMeter = (points: number, windowMs: number): RateMeter =>
    new RateMeter({ points, windowMs }, clock);

  it('says once per window that a limit was gone over, and when it is a flood', () => {
    const meter = createMeter(2, 60_000);
    const verdicts = Array.from({ length: 2 * FLOOD_FACTOR + 1 }, () => meter.count('a'));
    expect(verdicts.slice(0, 4)).toEqual([
      { kind: 'within' },
      { kind: 'within' },
      { kind: 'over', isFirst: true, isFlood: false },
      { kind: 'over', isFirst: false, isFlood: false },
    ]);
    expect(verdicts.at(-2)).toEqual({ kind: 'over', isFirst: false, isFlood: false });
    expect(verdicts.at(-1)).toEqual({ kind: 'over', isFirst: false, isFlood: true });
    expect(meter.count('b')).toEqual({ kind: 'within' });
  });

  it('counts anew when the window of a key has ended, and not before', () => {
    const meter = createMeter(1, 1_000);
    meter.count('a');
    clock.pass(999);
    expect(meter.count('a')).toMatchObject({ isFirst: true });
    clock.pass(1);
    expect(meter.count('a')).toEqual({ kind: 'within' });
    expect(meter.count('a')).toMatchObject({ isFirst: true });
  });

  it('says whether a limit is used up without counting', () => {
    const meter = createMeter(2, 1_000);
    meter.count('a');
    expect([meter.isUsedUp('a'), meter.isUsedUp('a'), meter.isUsedUp('b')]).toEqual([
      false,
      false,
      false,
    ]);
    meter.count('a');
    expect(meter.isUsedUp('a')).toBe(true);
    clock.pass(1_000);
    expect(meter.isUsedUp('a')).toBe(false);
  });

  it('remembers no key for longer than its window', () => {
    const meter = createMeter(1, 1_000);
    for (let number = 0; number < 1_000; number += 1) {
      meter.count(`client ${number}`);
      clock.pass(10);
    }
    expect(meter.size).toBe(100);
  });
});

describe('Strikes', () => {
  const ann = {};
  const bob = {};

  it('are too many at the last that is allowed', () => {
    const strikes = new Strikes(new FakeClock());
    strikes.add(bob);
    const outcomes = Array.from({ length: MAX_STRIKES }, () => strikes.add(ann));
    expect(outcomes).toEqual([...Array<boolean>(MAX_STRIKES - 1).fill(false), true]);
  });

  it('are forgotten after a while', () => {
    const clock = new FakeClock();
    const strikes = new Strikes(clock);
    for (let count = 0; count < 10; count += 1) {
      expect(strikes.add(ann)).toBe(false);
      clock.pass(STRIKE_MEMORY_MS / (MAX_STRIKES - 1));
    }
  });
});
