import { FrameCopier, type SizedFrame } from '../../../src/renderer/workers/frame-copier';
import { FrameReader } from '../../../src/renderer/workers/frame-reader';
import type { StampedMoment } from './lane-log';
import { stampOf } from './stamp-of-frame';

// Notes when each frame of a stream came. Asked with any other message, it gives its notes.

let seen: StampedMoment[] = [];

function note(frame: SizedFrame): void {
  const atMs = performance.timeOrigin + performance.now();
  const number = stampOf(frame.pixels);
  if (number !== null) seen.push({ number, atMs });
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data instanceof ReadableStream) {
    new FrameReader({
      readable: data as ReadableStream<VideoFrame>,
      copier: new FrameCopier(),
      isWanted: () => true,
      handleFrame: note,
      handleError: (error) => {
        throw error;
      },
    });
    return;
  }
  postMessage(seen);
  seen = [];
});
