import { type Disposable, toDisposable } from '../../shared/base/lifecycle';
import { type PixelSink, VideoCapture } from './video-capture';

// The one file that names MediaStreamTrackProcessor.

/** Where a picture's frames go. */
export interface CaptureSink extends PixelSink {
  /** Hands the stream over: its frames are read and closed elsewhere. */
  readFrames(readable: ReadableStream<VideoFrame>): void;
}

/** The frames of a track, by a track of our own. */
interface OwnFrames {
  readonly readable: ReadableStream<VideoFrame>;
  readonly own: MediaStreamTrack;
}

/** What is held of tracks that are to be shown. */
const awaited = new WeakMap<MediaStreamTrack, OwnFrames>();

/**
 * Holds the newest frame of `track` from now on, so that whoever shows it later begins with that
 * one in place of the next; until it is shown, or until this is disposed. Nothing is read here.
 */
export function awaitCapture(track: MediaStreamTrack): Disposable {
  if (isOver(track) || !hasProcessor() || awaited.has(track)) return toDisposable(() => undefined);
  const frames = framesOf(track);
  awaited.set(track, frames);
  return toDisposable(() => {
    // Whoever shows it ends it.
    if (awaited.get(track) !== frames) return;
    awaited.delete(track);
    frames.own.stop();
  });
}

/**
 * Feeds the frames of `track` to `sink` until disposed. The stream of frames goes to the worker as
 * it is, and the page does nothing more; only where the browser has no processor does the page read
 * pixels itself. Does not stop `track`.
 */
export function startCapture(track: MediaStreamTrack, sink: CaptureSink): Disposable {
  if (isOver(track)) return toDisposable(() => undefined);
  if (!hasProcessor()) return new VideoCapture(track, sink);
  const { readable, own } = awaited.get(track) ?? framesOf(track);
  awaited.delete(track);
  sink.readFrames(readable);
  return toDisposable(() => {
    own.stop();
  });
}

function isOver(track: MediaStreamTrack): boolean {
  return track.readyState === 'ended';
}

function hasProcessor(): boolean {
  return 'MediaStreamTrackProcessor' in globalThis;
}

function framesOf(track: MediaStreamTrack): OwnFrames {
  // A track of our own: stopping it ends the stream in order, the last frame read and closed. To
  // cancel the stream from the worker loses the frame that is on its way there, unclosed.
  const own = track.clone();
  const processor = new MediaStreamTrackProcessor({
    track: own as MediaStreamVideoTrack,
    // The newest only: a frame that nobody has read yet is replaced, never queued.
    maxBufferSize: 1,
  });
  return { readable: processor.readable, own };
}
