import type { Disposable } from '../../shared/base/lifecycle';
import type { EchoPeer, EchoPeerOptions } from '../call/call-ports';
import type { AudioOutput } from '../media/audio-output';
import type { DisplayAccess, MediaAccess } from '../media/device-access';
import type { FrameWatchOptions } from '../media/frame-watch';
import type { LocalMediaOptions } from '../media/local-media';
import type { NoiseFilterFactory } from '../media/noise-filter';
import type { ToneOutput } from '../media/tone';
import type { KeyValueStore } from '../people/key-value-store';
import type { PeerLinkFactory } from '../rtc/peer-link';
import type { CellCamera } from '../terminal/cell-camera';
import type { StageSurface } from '../terminal/stage-surface';
import type { SourceFile } from '../transfer/outgoing-file';

/**
 * What the app is made on: connections, devices, pictures and storage. A browser has them all; a
 * program without one brings its own, and is the same app for the rest.
 */
export interface Machine {
  readonly createLink: PeerLinkFactory;
  createEchoPeer(options: EchoPeerOptions): EchoPeer;
  /** Where the stage is drawn. */
  createSurface(container: HTMLElement): StageSurface & Disposable;
  createCamera(track: MediaStreamTrack): CellCamera;
  /** Whether what a camera sees can be searched for QR codes. */
  readonly readsCodes: boolean;
  createAccess(): MediaAccess & DisplayAccess & Disposable;
  /** The camera named `FAKE`. */
  readonly createPattern: NonNullable<LocalMediaOptions['createPattern']>;
  /** Plays the sound of others. */
  createSound(): AudioOutput;
  createToneOutput(): ToneOutput & Disposable;
  readonly createNoiseFilter: NoiseFilterFactory;
  readonly nextFrame: FrameWatchOptions['nextFrame'];
  /** Opens a file by its path, and rejects for want of one; `null`: a window has it chosen. */
  readonly openFile: ((path: string) => Promise<SourceFile>) | null;
  openStore(handleLoss: (error: unknown) => void): KeyValueStore;
}
