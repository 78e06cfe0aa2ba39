import type { I420Frame } from '../../shared/ascii/pixel-frame';
import { Emitter } from '../../shared/base/emitter';

/** Sound as it is encoded: 48 kHz, mono, 20 ms. */
export const SOUND_RATE_HZ = 48_000;
export const SOUND_MS = 20;
export const SOUND_SAMPLES = (SOUND_RATE_HZ * SOUND_MS) / 1_000;

/** A piece of sound, -1 to 1. */
export type Sound = Float32Array;

export interface TrackOptions {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  /** Ends what gives it its content. */
  readonly handleStop?: () => void;
  readonly settings?: MediaTrackSettings;
}

/**
 * A track of this program: frames, or pieces of sound, for whoever listens. It stands where the
 * parts that the window is made of expect a browser's.
 */
export class NodeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  readonly id = crypto.randomUUID();
  readonly muted = false;
  enabled = true;
  contentHint = '';
  readyState: 'live' | 'ended' = 'live';
  private settings: MediaTrackSettings;
  private readonly frameEmitter = new Emitter<I420Frame>();
  private readonly soundEmitter = new Emitter<Sound>();
  private readonly handleStop: (() => void) | undefined;
  /** Frames, valid until the next. */
  readonly onFrame = this.frameEmitter.event;
  readonly onSound = this.soundEmitter.event;
  /** The latest frame; `null`: none has come. */
  latest: I420Frame | null = null;

  constructor({ kind, label, handleStop, settings = {} }: TrackOptions) {
    super();
    this.kind = kind;
    this.label = label;
    this.handleStop = handleStop;
    this.settings = settings;
  }

  show(frame: I420Frame): void {
    if (this.readyState === 'ended') return;
    const { width, height } = frame;
    if (this.settings.width !== width || this.settings.height !== height)
      this.settings = { ...this.settings, width, height };
    this.latest = frame;
    if (this.enabled) this.frameEmitter.fire(frame);
  }

  play(sound: Sound): void {
    if (this.readyState === 'live') this.soundEmitter.fire(sound);
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }

  /** It is as it is. */
  applyConstraints(): Promise<void> {
    return Promise.reject(new DOMException('It cannot be changed', 'OverconstrainedError'));
  }

  stop(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.handleStop?.();
    this.frameEmitter.dispose();
    this.soundEmitter.dispose();
  }

  /** It ended by itself. */
  end(): void {
    if (this.readyState === 'ended') return;
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
}

/** As the window's parts are given it. */
export function asBrowserTrack(track: NodeTrack): MediaStreamTrack {
  // They use what a NodeTrack has.
  return track as unknown as MediaStreamTrack;
}

/** The track of this program that one of the window's parts hands back. */
export function nodeTrackOf(track: MediaStreamTrack): NodeTrack {
  const own: unknown = track;
  if (!(own instanceof NodeTrack)) throw new TypeError('Not a track of this program');
  return own;
}
