import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { frameClock } from '../../../src/alone/media/frame-clock';
import { FramePacer } from '../../../src/alone/rtc/frame-pacer';

describe('a clock of frames', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([30, 50])(
    'ticks %i times a second, though timers know whole milliseconds only',
    (fps) => {
      let ticks = 0;
      const clock = frameClock(fps, () => ticks++);
      vi.advanceTimersByTime(10_000);
      clock.dispose();
      expect(Math.abs(ticks - 10 * fps)).toBeLessThanOrEqual(1);
      vi.advanceTimersByTime(1_000);
      expect(Math.abs(ticks - 10 * fps)).toBeLessThanOrEqual(1);
    },
  );

  it('makes up for one that was late, and leaves out those that were missed', () => {
    const atMs: number[] = [];
    const clock = frameClock(50, () => {
      atMs.push(performance.now() - beginMs);
      // As if the third took 35 ms, and the sixth 90.
      if (atMs.length === 3) vi.advanceTimersByTime(35);
      if (atMs.length === 6) vi.advanceTimersByTime(90);
    });
    const beginMs = performance.now();
    vi.advanceTimersByTime(175);
    clock.dispose();
    expect(atMs.slice(0, 8).map(Math.round)).toEqual([20, 40, 60, 95, 100, 120, 210, 220]);
  });
});

describe('a pacer of frames', () => {
  /** How many of `timesMs` go on. */
  function taken(timesMs: readonly number[], perSecond: number): number {
    const pacer = new FramePacer();
    return timesMs.filter((atMs) => pacer.take(atMs, perSecond)).length;
  }

  const steady = (fps: number, jitterMs: (index: number) => number = () => 0): number[] =>
    Array.from({ length: 10 * fps }, (_, index) => (index * 1_000) / fps + jitterMs(index));

  it('takes all that come as fast as they may, however unevenly', () => {
    expect(taken(steady(30), 30)).toBe(300);
    expect(
      taken(
        steady(30, (index) => [0, 15, 3, 28, 0, 9][index % 6]),
        30,
      ),
    ).toBe(300);
  });

  it.each([
    [30, 12],
    [30, 15],
    [60, 30],
    [25, 24],
  ])('of %i a second takes %i', (source, wanted) => {
    const jitterMs = (index: number): number => [0, 3, 1][index % 3];
    expect(Math.abs(taken(steady(source, jitterMs), wanted) - 10 * wanted)).toBeLessThanOrEqual(2);
  });

  it('makes up for no pause', () => {
    const afterPause = steady(60).map((atMs) => atMs + 20_000);
    const pacer = new FramePacer();
    expect(pacer.take(0, 30)).toBe(true);
    const second = afterPause.slice(0, 60).filter((atMs) => pacer.take(atMs, 30));
    expect(second.length).toBeLessThanOrEqual(32);
  });
});
