/// <reference types="dom-mediacapture-transform" />
import type { StampedMoment } from './lane-log';

/** Notes, in a worker of its own, when each frame of a track comes. */
export class FrameLog {
  private readonly worker = new Worker(new URL('frame-log-worker.ts', import.meta.url), {
    type: 'module',
  });

  watch(track: MediaStreamTrack): void {
    // None may be lost here, so that what is lost elsewhere can be seen.
    const readable = framesOf(track, 8);
    this.worker.postMessage(readable, [readable]);
  }

  /** What came since the last call. */
  take(): Promise<StampedMoment[]> {
    return new Promise((resolve) => {
      const handle = ({ data }: MessageEvent<StampedMoment[]>): void => {
        resolve(data);
      };
      this.worker.addEventListener('message', handle, { once: true });
      this.worker.postMessage('take');
    });
  }
}

/** At most `maxBufferSize` wait to be read: newer ones replace older. */
export function framesOf(track: MediaStreamTrack, maxBufferSize = 1): ReadableStream<VideoFrame> {
  return new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack, maxBufferSize })
    .readable;
}
