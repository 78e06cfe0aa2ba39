import { type Disposable, toDisposable } from '../../shared/base/lifecycle';
import { type PixelSink, VideoCapture } from './video-capture';

// The one file that names MediaStreamTrackProcessor.

/** Where a picture's frames go. */
export interface CaptureSink extends PixelSink {
  /** Hands the stream over: its frames are read and closed elsewhere. */
  readFrames(readable: ReadableStream<VideoFrame>): void;
}

/**
 * Feeds the frames of `track` to `sink` until disposed. The stream of frames goes to the worker as
 * it is, and the page does nothing more; only where the browser has no processor does the page read
 * pixels itself. Does not stop `track`.
 */
export function startCapture(track: MediaStreamTrack, sink: CaptureSink): Disposable {
  if (track.readyState === 'ended') return toDisposable(() => undefined);
  if (!('MediaStreamTrackProcessor' in globalThis)) return new VideoCapture(track, sink);
  // A track of our own: stopping it ends the stream in order, the last frame read and closed. To
  // cancel the stream from the worker loses the frame that is on its way there, unclosed.
  const own = track.clone();
  const processor = new MediaStreamTrackProcessor({
    track: own as MediaStreamVideoTrack,
    // The newest only: a frame that nobody has read yet is replaced, never queued.
    maxBufferSize: 1,
  });
  sink.readFrames(processor.readable);
  return toDisposable(() => {
    own.stop();
  });
}
