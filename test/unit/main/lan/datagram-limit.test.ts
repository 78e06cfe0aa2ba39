import { describe, expect, it } from 'vitest';
import { DatagramLimit } from '../../../../src/main/lan/datagram-limit';

/** How many of `count` datagrams of one address are read. */
function readOf(limit: DatagramLimit, address: string, count: number): number {
  return Array.from({ length: count }, () => limit.mayRead(address)).filter(Boolean).length;
}

describe('DatagramLimit', () => {
  it('reads some of one address, and some of all', () => {
    const limit = new DatagramLimit(() => 5_000);
    expect(readOf(limit, '10.0.0.1', 60)).toBe(50);
    expect(readOf(limit, '10.0.0.2', 60)).toBe(50);
    const others = Array.from({ length: 300 }, (_, at) => limit.mayRead(`10.0.1.${at}`));
    expect(others.filter(Boolean)).toHaveLength(80);
  });

  it('begins anew a second later, and where the clock is set back', () => {
    let nowMs = 5_000;
    const limit = new DatagramLimit(() => nowMs);
    expect(readOf(limit, '10.0.0.1', 60)).toBe(50);
    nowMs = 5_999;
    expect(limit.mayRead('10.0.0.1')).toBe(false);
    nowMs = 6_000;
    expect(limit.mayRead('10.0.0.1')).toBe(true);
    expect(readOf(limit, '10.0.0.1', 60)).toBe(49);
    nowMs = 1_000;
    expect(limit.mayRead('10.0.0.1')).toBe(true);
  });
});
