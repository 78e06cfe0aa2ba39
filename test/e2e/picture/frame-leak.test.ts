import type { Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFrameWarning } from '../../helpers/frame-warning';
import type {} from './harness';
import {
  type HarnessServer,
  openHarnessWith,
  type PicturePage,
  startHarness,
  waitForPlaying,
} from './picture-page';

const FRAMES = 300;

interface FrameCounts {
  framesRead: number;
  framesClosed: number;
}

describe("a picture's worker", () => {
  let server: HarnessServer;
  let opened: PicturePage;

  beforeAll(async () => {
    server = await startHarness();
    opened = await openHarnessWith(server, ['--js-flags=--expose-gc']);
  });
  afterAll(async () => {
    await opened.close();
    await server.close();
  });

  it(`closes every one of ${FRAMES} frames, and the last ones when it ends`, async () => {
    const { page, consoleLines } = opened;
    await page.evaluate(() => window.harness.show({ style: 'filled-ascii' }));
    await waitForPlaying(page);
    const worker = await onlyWorker(page);
    await worker.evaluate(countFrames);
    // A new source, because the count begins with its first read.
    await page.evaluate(async () => {
      const { picture, track } = window.harness;
      picture?.setTrack(null);
      picture?.setTrack(track);
      await Promise.resolve();
    });
    await expect
      .poll(async () => (await countsOf(worker)).framesRead, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(FRAMES);
    await worker.evaluate(collectGarbage);
    await page.evaluate(() => window.harness.picture?.setTrack(null));
    await expect
      .poll(async () => {
        const { framesRead, framesClosed } = await countsOf(worker);
        return framesRead - framesClosed;
      })
      .toBe(0);
    await worker.evaluate(collectGarbage);
    const isGone = worker.waitForEvent('close');
    await page.evaluate(() => {
      window.harness.picture?.dispose();
    });
    await isGone;
    await page.evaluate(collectGarbage);
    expect(consoleLines.filter(isFrameWarning)).toEqual([]);
  });
});

async function onlyWorker(page: Page): Promise<Worker> {
  await expect.poll(() => page.workers().length).toBe(1);
  return page.workers()[0];
}

/** Runs in the worker: counts what its code reads, and what it closes. */
function countFrames(): void {
  const counts: FrameCounts = { framesRead: 0, framesClosed: 0 };
  Object.assign(globalThis, { counts });
  // The read that was under way when the counting began is not counted, nor is its frame.
  const counted = new WeakSet();
  const reader = ReadableStreamDefaultReader.prototype;
  const read = Reflect.get(reader, 'read') as () => Promise<ReadableStreamReadResult<unknown>>;
  reader.read = async function (this: ReadableStreamDefaultReader): Promise<never> {
    const result = await read.call(this);
    if (!result.done) {
      counts.framesRead++;
      counted.add(result.value as WeakKey);
    }
    return result as never;
  };
  const frame = VideoFrame.prototype;
  const close: (this: VideoFrame) => void = Reflect.get(frame, 'close');
  frame.close = function (this: VideoFrame): void {
    if (counted.has(this)) counts.framesClosed++;
    close.call(this);
  };
}

function countsOf(worker: Worker): Promise<FrameCounts> {
  return worker.evaluate(() => ({ ...(globalThis as unknown as { counts: FrameCounts }).counts }));
}

function collectGarbage(): void {
  (globalThis as unknown as { gc: () => void }).gc();
}
