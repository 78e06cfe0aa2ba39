import type { Disposable } from '../../../shared/base/lifecycle';

/** The frames of a track, until disposed. Does not stop the track. */
export interface TrackFrames extends Disposable {
  readonly readable: ReadableStream<VideoFrame>;
}

/** A track that is made of frames. */
export interface FramesTrack {
  readonly track: MediaStreamTrack;
  readonly writable: WritableStream<VideoFrame>;
}

/** Whether this browser lets frames be made: Chromium's do. */
export function canMakeFrames(): boolean {
  return 'MediaStreamTrackProcessor' in globalThis && 'MediaStreamTrackGenerator' in globalThis;
}

/** Reads a track: the newest frame only, one that nobody has read yet is replaced. */
export function readFrames(track: MediaStreamTrack): TrackFrames {
  // A track of our own: stopping it ends the stream in order, the last frame read and closed.
  const own = track.clone();
  const { readable } = new MediaStreamTrackProcessor({
    track: own as MediaStreamVideoTrack,
    maxBufferSize: 1,
  });
  return {
    readable,
    dispose: () => {
      own.stop();
    },
  };
}

export function createFramesTrack(): FramesTrack {
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  return { track: generator, writable: generator.writable };
}
