import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fullCollectionMs } from './heap-bar';

const NS_PER_MS = 1e6;
const RESOLUTION_MS = 1;
/** What hostile input may add to the lag at the 99th percentile: so many times that of honest. */
export const MAX_LAG_RATIO = 5;
/**
 * And the longest of all: so many times the longest with honest input, or what a full collection of
 * garbage takes.
 */
export const MAX_LONGEST_RATIO = 20;

export interface Lags {
  /** At the 99th percentile, the median of all rounds. In ms, as all here. */
  readonly honestMs: number;
  readonly hostileMs: number;
  /** The longest of all. */
  readonly longestHonestMs: number;
  readonly longestMs: number;
  readonly collectionMs: number;
}

/**
 * Prints the lags of the event loop.
 * @throws {Error} when hostile input holds the loop up for longer than MAX_LAG_RATIO and
 *   MAX_LONGEST_RATIO allow
 */
export function checkLags(name: string, lags: Lags): void {
  const { honestMs, hostileMs, longestHonestMs, longestMs, collectionMs } = lags;
  const ratio = hostileMs / honestMs;
  const borneMs = Math.max(longestHonestMs, collectionMs);
  const longest = longestMs / borneMs;
  const figures =
    `event loop lag, p99 ${hostileMs.toFixed(1)} ms with hostile and ${honestMs.toFixed(1)} with honest input, ` +
    `${ratio.toFixed(2)} times, at most ${MAX_LAG_RATIO} are allowed; the longest ${longestMs.toFixed(1)} ms, ` +
    `${longest.toFixed(2)} times ${borneMs.toFixed(1)}, at most ${MAX_LONGEST_RATIO} are allowed`;
  process.stdout.write(`fuzz ${name}: ${figures}\n`);
  if (!(ratio <= MAX_LAG_RATIO && longest <= MAX_LONGEST_RATIO)) {
    throw new Error(`fuzz ${name}: some input holds up all others: ${figures}.`);
  }
}

/**
 * How long the event loop of this process is held up, by hostile input and by honest input in turn:
 * what the machine does meanwhile falls on both.
 */
export class LoopLag {
  private readonly p99Ms: Readonly<Record<'honest' | 'hostile', number[]>> = {
    honest: [],
    hostile: [],
  };
  private readonly longestMs = { honest: 0, hostile: 0 };

  /** Until `work` is done. */
  async during(kind: 'honest' | 'hostile', work: () => Promise<unknown>): Promise<void> {
    // A new one each time: one that was halted counts from when it was.
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    delay.enable();
    try {
      await work();
    } finally {
      delay.disable();
      this.p99Ms[kind].push(delay.percentile(99) / NS_PER_MS);
      this.longestMs[kind] = Math.max(this.longestMs[kind], delay.max / NS_PER_MS);
    }
  }

  read(): Lags {
    return {
      honestMs: medianOf(this.p99Ms.honest),
      hostileMs: medianOf(this.p99Ms.hostile),
      longestHonestMs: this.longestMs.honest,
      longestMs: this.longestMs.hostile,
      collectionMs: fullCollectionMs(),
    };
  }
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
}
