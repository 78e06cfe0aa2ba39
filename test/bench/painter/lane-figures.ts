import type { LaneLog, PaintedFrame, StampedMoment } from './lane-log';
import { median, percentile } from './median';

/** After this long numbers come again. */
const CLIP_MS = 4_000;

/** What a round of a lane comes to. */
export interface LaneFigures {
  readonly fps: number;
  /** Of the main thread, for each frame that was painted. */
  readonly mainMs: number;
  /** From the camera to the screen, median. */
  readonly latencyMs: number;
  /** From a decoded frame in hand to its pixels on the screen: 95 of 100 took no longer. */
  readonly inHandP95Ms: number;
  /** Decoded, but never painted. */
  readonly dropped: number;
}

export function figuresOf(log: LaneLog): LaneFigures {
  const { painted, captured, seconds, mainThreadMs } = log;
  return {
    fps: painted.length / seconds,
    mainMs: mainThreadMs / painted.length,
    latencyMs: median(painted.flatMap((frame) => latencyOf(frame, captured))),
    inHandP95Ms: percentile(
      painted.map(({ inHandMs }) => inHandMs),
      0.95,
    ),
    dropped: droppedOf(log),
  };
}

/**
 * Nothing when its capture was not seen. Numbers come again, after seconds: the last one before
 * counts.
 */
function latencyOf(frame: PaintedFrame, captured: readonly StampedMoment[]): number[] {
  const origin = captured.findLast(
    ({ number, atMs }) => number === frame.number && atMs <= frame.atMs,
  );
  return origin ? [frame.atMs - origin.atMs] : [];
}

/** Frames between the first and the last painted one that were decoded, and are not among them. */
function droppedOf({ decoded, painted }: LaneLog): number {
  const isOf = (origin: StampedMoment, frame: PaintedFrame): boolean =>
    origin.number === frame.number && Math.abs(frame.atMs - origin.atMs) < CLIP_MS / 2;
  const isPainted = decoded.map((origin) => painted.some((frame) => isOf(origin, frame)));
  const between = isPainted.slice(isPainted.indexOf(true), isPainted.lastIndexOf(true));
  return between.filter((was) => !was).length;
}

/** Each figure's median over the rounds. */
export function medianFigures(rounds: readonly LaneFigures[]): LaneFigures {
  const of = (key: keyof LaneFigures): number => median(rounds.map((round) => round[key]));
  return {
    fps: of('fps'),
    mainMs: of('mainMs'),
    latencyMs: of('latencyMs'),
    inHandP95Ms: of('inHandP95Ms'),
    dropped: of('dropped'),
  };
}
