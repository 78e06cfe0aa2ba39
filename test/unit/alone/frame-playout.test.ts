import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FramePlayout } from '../../../src/alone/rtc/frame-playout';

const FRAME_MS = 40;
const TICKS = FRAME_MS * 90;
const FIRST = 2 ** 32 - 20 * TICKS;

let playout: FramePlayout;
/** When each was shown, by its number. */
let shown: [number: number, atMs: number][];
let nowMs: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  shown = [];
  nowMs = 0;
  playout = new FramePlayout(([number]) => shown.push([number, Math.round(performance.now())]));
});
afterEach(() => {
  playout.dispose();
  vi.useRealTimers();
});

function waitUntil(atMs: number): void {
  vi.advanceTimersByTime(atMs - nowMs);
  nowMs = atMs;
}

/** Frames, each when it is there. */
function come(frames: readonly (readonly [number: number, atMs: number])[]): void {
  for (const [number, atMs] of frames) {
    waitUntil(atMs);
    const timestamp = (FIRST + number * TICKS) % 2 ** 32;
    playout.take(Uint8Array.of(number), timestamp, performance.now());
  }
}

const numbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
/** In time, and those of a gap with the last of it. */
const withGaps = (last: number, gaps: readonly (readonly [first: number, last: number])[]) =>
  numbers(0, last).map((number) => {
    const gap = gaps.find(([from, to]) => number >= from && number <= to);
    return [number, (gap?.[1] ?? number) * FRAME_MS] as const;
  });
/** How far apart they were shown. */
const apart = (from: number): number[] =>
  shown.slice(from + 1).map(([, atMs], index) => atMs - shown[from + index][1]);

describe('FramePlayout', () => {
  it('shows each at once where none is late, over the end of the timestamps too', () => {
    come(withGaps(40, []));
    expect(shown).toEqual(numbers(0, 40).map((number) => [number, number * FRAME_MS]));
  });

  it('shows those evenly that come together, once it has seen that they do', () => {
    const gaps = [
      [10, 13],
      [20, 23],
      [30, 33],
    ] as const;
    come(withGaps(40, gaps));
    waitUntil(41 * FRAME_MS + 200);
    expect(shown.map(([number]) => number)).toEqual(numbers(0, 40));
    // The first ones stand, those behind go on as they were taken.
    expect(apart(9)[0]).toBeGreaterThan(3 * FRAME_MS - 1);
    for (const ms of apart(14)) expect(Math.abs(ms - FRAME_MS)).toBeLessThan(10);
    const [, lastMs] = shown[40];
    expect(lastMs - 40 * FRAME_MS).toBeLessThanOrEqual(160);
  });

  it('is soon again as it was where no more are late', () => {
    come(withGaps(250, [[10, 13]]));
    waitUntil(251 * FRAME_MS);
    expect(shown.at(-1)).toEqual([250, 250 * FRAME_MS]);
  });

  it('waits for none longer than it is not noticed, whatever clock they come by', () => {
    const clocks = [0, 1e9, 5, 4e9, 7, 2 ** 31, 1, 3e9];
    for (const [index, timestamp] of clocks.entries()) {
      waitUntil(index * FRAME_MS);
      playout.take(Uint8Array.of(index), timestamp, performance.now());
    }
    waitUntil(clocks.length * FRAME_MS + 160);
    expect(shown.map(([number]) => number)).toEqual(clocks.map((_, index) => index));
    for (const [number, atMs] of shown) expect(atMs - number * FRAME_MS).toBeLessThanOrEqual(160);
  });

  it('keeps no more than a few, and shows nothing that was dropped', () => {
    come(withGaps(20, [[10, 13]]));
    const burst = numbers(21, 80);
    come(burst.map((number) => [number, 20 * FRAME_MS] as const));
    expect(shown.length).toBeGreaterThan(40);
    playout.drop();
    const before = shown.length;
    waitUntil(40 * FRAME_MS);
    expect(shown).toHaveLength(before);
  });
});
