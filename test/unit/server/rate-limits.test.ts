import { describe, expect, it } from 'vitest';
import { RateMeter } from '../../../src/server/rate-limits';
import { Strikes } from '../../../src/server/strikes';
import { FLOOD_FACTOR, MAX_STRIKES, STRIKE_MEMORY_MS } from '../../../src/shared/protocol/limits';
import { FakeClock } from '../../integration/server/helpers/fake-clock';

describe('RateMeter', () => {
  it('says once per window that a limit was gone over, and when it is a flood', async () => {
    const meter = new RateMeter({ points: 2, windowMs: 60_000 });
    const verdicts = [];
    for (let count = 0; count <= 2 * FLOOD_FACTOR; count += 1)
      verdicts.push(await meter.count('a'));
    expect(verdicts.slice(0, 4)).toEqual([
      { kind: 'within' },
      { kind: 'within' },
      { kind: 'over', isFirst: true, isFlood: false },
      { kind: 'over', isFirst: false, isFlood: false },
    ]);
    expect(verdicts.at(-2)).toEqual({ kind: 'over', isFirst: false, isFlood: false });
    expect(verdicts.at(-1)).toEqual({ kind: 'over', isFirst: false, isFlood: true });
    expect(await meter.count('b')).toEqual({ kind: 'within' });
  });

  it('counts anew in the next window', async () => {
    const meter = new RateMeter({ points: 1, windowMs: 1_000 });
    await meter.count('a');
    expect(await meter.count('a')).toMatchObject({ isFirst: true });
    await expect.poll(() => meter.count('a'), { timeout: 10_000 }).toEqual({ kind: 'within' });
    expect(await meter.count('a')).toMatchObject({ isFirst: true });
  });
});

describe('Strikes', () => {
  it('are too many at the last that is allowed', () => {
    const strikes = new Strikes(new FakeClock());
    const outcomes = Array.from({ length: MAX_STRIKES }, () => strikes.add());
    expect(outcomes).toEqual([...Array<boolean>(MAX_STRIKES - 1).fill(false), true]);
  });

  it('are forgotten after a while', () => {
    const clock = new FakeClock();
    const strikes = new Strikes(clock);
    for (let count = 0; count < 10; count += 1) {
      expect(strikes.add()).toBe(false);
      clock.advance(STRIKE_MEMORY_MS / (MAX_STRIKES - 1));
    }
  });
});
