import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEMAND, MIN_DEMAND, nextDemand } from '../../../../src/shared/call/bit-demand';

/**
 * An encoder, as VP8 was measured at 160x48 cells: half the bits, twice the quantiser, up to its
 * coarsest. `effort`: the kbit/s that take it to 46.
 */
function quantiserOf(effort: number, demand: number): number {
  return Math.min(Math.max((46 * effort) / (300 * demand), 4), 106);
}

function settle(effort: number, from: number, seconds: number): number[] {
  const demands = [from];
  for (let second = 0; second < seconds; second += 1) {
    const demand = demands[second];
    demands.push(nextDemand(demand, quantiserOf(effort, demand), 'VP8'));
  }
  return demands;
}

const HEAD = 115;
const SHAKEN = 290;
const WALL = 10;

describe('the share of its bits that a picture demands', () => {
  it('falls within some ten seconds to what a talking head needs, and stays there', () => {
    const demands = settle(HEAD, MAX_DEMAND, 30);
    expect(demands[12] * 300).toBeLessThan(140);
    expect(demands[12] * 300).toBeGreaterThan(100);
    expect(new Set(demands.slice(12)).size).toBe(1);
  });

  it('stays at the full amount for a shaken camera', () => {
    expect(settle(SHAKEN, MAX_DEMAND, 30).at(-1)).toBe(MAX_DEMAND);
  });

  it('is full within two seconds when somebody gets up', () => {
    const [, , later] = settle(SHAKEN, HEAD / 300, 2);
    expect(later).toBe(MAX_DEMAND);
  });

  it('never ends for a wall', () => {
    expect(settle(WALL, MAX_DEMAND, 60).at(-1)).toBe(MIN_DEMAND);
  });

  it('settles for any picture, without going to and fro', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1_000, noNaN: true }), (effort) => {
        const demands = settle(effort, MAX_DEMAND, 60);
        expect(new Set(demands.slice(40)).size).toBe(1);
      }),
    );
  });

  it('does not change while nothing is encoded', () => {
    expect(nextDemand(0.4, null, 'AV1')).toBe(0.4);
  });

  it('is the full amount with a codec whose quantisers are not known', () => {
    expect(nextDemand(0.4, 10, 'H265')).toBe(MAX_DEMAND);
    expect(nextDemand(0.4, 10, null)).toBe(MAX_DEMAND);
  });

  it('stays within its bounds', () => {
    const quantiser = fc.option(fc.double({ min: 0, max: 255, noNaN: true }));
    const demand = fc.double({ min: MIN_DEMAND, max: MAX_DEMAND, noNaN: true });
    const codec = fc.constantFrom('AV1', 'VP9', 'VP8', 'H264', null);
    fc.assert(
      fc.property(demand, quantiser, codec, (demand, quantiser, codec) => {
        const next = nextDemand(demand, quantiser, codec);
        expect(next).toBeGreaterThanOrEqual(MIN_DEMAND);
        expect(next).toBeLessThanOrEqual(MAX_DEMAND);
      }),
    );
  });
});
