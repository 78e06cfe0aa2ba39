import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { HeapBar, MAX_HEAP_GROWTH, usedHeapBytes } from '../../helpers/heap-bar';
import { checkLags, LoopLag, MAX_LAG_RATIO, MAX_LONGEST_RATIO } from '../../helpers/loop-lag';

describe('the bar for the heap', () => {
  const INPUTS = 100;

  it('fails when something keeps what it was given', () => {
    const kept: number[][] = [];
    // Numbers of eight bytes, half as much again as is allowed.
    const perInput = ((1.5 * MAX_HEAP_GROWTH) / 8 / INPUTS) * usedHeapBytes();
    const bar = new HeapBar('leak', INPUTS);
    for (let input = 0; input < INPUTS; input += 1) {
      kept.push(Array<number>(Math.ceil(perInput)).fill(0.5));
      bar.add();
    }
    expect(() => {
      bar.check();
    }).toThrow(/something keeps what it was given: .* MiB/);
    expect(kept).toHaveLength(INPUTS);
  });

  it('holds when nothing does, however much there was', () => {
    const bar = new HeapBar('no leak', INPUTS);
    let total = 0;
    for (let input = 0; input < INPUTS; input += 1) {
      total += Array<number>(100_000).fill(1).length;
      bar.add();
    }
    bar.check();
    expect(total).toBe(INPUTS * 100_000);
  });

  it('is no bar where there were too few inputs', () => {
    expect(() => {
      new HeapBar('nothing', INPUTS).check();
    }).toThrow('0 inputs only');
  });
});

describe('the bar for the event loop', () => {
  const limits = {
    honestMs: 2,
    hostileMs: 2 * MAX_LAG_RATIO,
    longestHonestMs: 10,
    longestMs: 30 * MAX_LONGEST_RATIO,
    collectionMs: 30,
  };

  it('holds at its limits, and fails beyond either', () => {
    checkLags('limits', limits);
    for (const beyond of [
      { ...limits, hostileMs: limits.hostileMs + 1 },
      { ...limits, longestMs: limits.longestMs + 1 },
      { ...limits, honestMs: 0, hostileMs: 0 },
    ]) {
      expect(() => {
        checkLags('beyond', beyond);
      }).toThrow('some input holds up all others');
    }
  });

  it('is held against how long input of either kind holds the loop up', async () => {
    const lag = new LoopLag();
    for (let round = 0; round < 10; round += 1) {
      await lag.during('honest', () => pause(10));
      await lag.during('hostile', async () => {
        await pause(5);
        const endMs = performance.now() + 50;
        while (performance.now() < endMs);
        await pause(5);
      });
    }
    const { honestMs, hostileMs, longestMs, collectionMs } = lag.read();
    expect(hostileMs).toBeGreaterThan(45);
    expect(longestMs).toBeGreaterThanOrEqual(0.99 * hostileMs);
    expect(Math.min(honestMs, collectionMs)).toBeGreaterThan(0);
  });
});
