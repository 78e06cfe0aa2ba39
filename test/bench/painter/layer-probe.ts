import type { Worker } from 'playwright-core';
import { readStamp } from './frame-stamp';
import type { PaintedFrame } from './lane-log';

type StampReader = typeof readStamp;
type WithProbe = typeof globalThis & { painted: PaintedFrame[] };

/**
 * Makes a picture's worker note when each frame was painted. The worker's own code stays as it is:
 * what is noted is when it copies a frame's planes, and when it is done with a screen refresh.
 */
export async function probeLayer(worker: Worker): Promise<void> {
  await worker.evaluate(`(${installProbe.toString()})(${readStamp.toString()})`);
}

/** What was painted since the last call. */
export function takePainted(worker: Worker): Promise<PaintedFrame[]> {
  return worker.evaluate(() => (globalThis as WithProbe).painted.splice(0));
}

/** Runs in the worker. */
function installProbe(read: StampReader): void {
  const painted: PaintedFrame[] = [];
  Object.assign(globalThis, { painted });
  let waiting: { number: number; takenMs: number } | null = null;
  const { prototype } = VideoFrame;
  const copyTo: typeof prototype.copyTo = Reflect.get(prototype, 'copyTo');
  prototype.copyTo = async function (this: VideoFrame, target, options): Promise<PlaneLayout[]> {
    const takenMs = performance.now();
    const layouts = await copyTo.call(this, target, options);
    const { width, height } = this.visibleRect ?? { width: 0, height: 0 };
    const plane = (target as Uint8Array).subarray(layouts[0].offset);
    const number = read(plane, layouts[0].stride, width, height);
    if (number !== null) waiting = { number, takenMs };
    return layouts;
  };
  const request = requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      callback(time);
      const endMs = performance.now();
      if (!waiting) return;
      const { number, takenMs } = waiting;
      waiting = null;
      painted.push({
        number,
        atMs: performance.timeOrigin + endMs,
        inHandMs: endMs - takenMs,
      });
    });
}
