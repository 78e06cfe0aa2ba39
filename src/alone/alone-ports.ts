import type { Logger } from '../shared/base/logger';
import type { Signer } from '../shared/identity/signer';
import type { FilesApi, HostApi, SettingsApi } from '../shared/ipc/host-api';
import type { IdentityApi } from '../shared/ipc/identity-api';
import type { SignallingApi } from '../shared/signalling/signalling-api';

/** What the user has asked for on the command line. */
export interface AloneOptions {
  readonly server: string;
  /** `null`: the name of the settings, or one that is made up. */
  readonly user: string | null;
  readonly camera: CameraChoice;
  /** What is said. */
  readonly microphone: SoundChoice;
  /** What others say. */
  readonly speaker: SoundChoice;
  readonly appVersion: string;
}

/** What is sent as the local picture. */
export type CameraChoice =
  | { readonly kind: 'none' | 'test-card' }
  /** A clip that ffmpeg knows, or YUV4MPEG2, over and over. */
  | { readonly kind: 'file'; readonly path: string }
  /** A camera of Video4Linux, through ffmpeg. */
  | { readonly kind: 'device'; readonly path: string };

/** Where sound comes from, or goes to: a file is a WAV file. */
export type SoundChoice =
  { readonly kind: 'none' | 'system' } | { readonly kind: 'file'; readonly path: string };

/** What of this machine is handed in. */
export interface AlonePorts {
  readonly logger: Logger;
  readonly identity: IdentityApi & { signer(): Promise<Signer> };
  readonly signalling: SignallingApi;
  readonly settings: SettingsApi;
  readonly files: FilesApi;
  readonly saveFile: HostApi['saveFile'];
  /** A folder that is kept between runs. */
  readonly folder: string;
}
