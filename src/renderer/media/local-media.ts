import { Emitter, type Event } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { ok } from '../../shared/base/result';
import type { Settings } from '../../shared/config/settings';
import type { MediaAccess } from './device-access';
import { type DeviceRequest, openDevice } from './device-opener';
import { LocalTrack, type LocalTrackOptions } from './local-track';
import {
  cameraConstraints,
  microphoneConstraints,
  parseVideoSize,
  type PictureSize,
  TEST_PATTERN_NAME,
} from './media-constraints';
import { failureReason, type MediaFailure, type MediaFailureReason } from './media-failure';
import { CAMERA_SOURCE, type VideoSource } from './sources/video-source';
import { createTestPattern } from './test-pattern';
import type { TrackSource } from './track-source';

/** The settings that a device must be started anew for. */
const CAMERA_SETTINGS = ['webcam', 'video_size', 'framerate'] as const;
const MICROPHONE_SETTINGS = [
  'microphone',
  'echo_cancellation',
  'noise_suppression',
  'auto_gain_control',
] as const;

export type MediaSettings = Pick<
  Settings,
  (typeof CAMERA_SETTINGS)[number] | (typeof MICROPHONE_SETTINGS)[number]
>;

export interface LocalMediaOptions {
  readonly access: MediaAccess;
  readonly settings: MediaSettings;
  /** The camera named `FAKE`. */
  readonly createPattern?: (size: PictureSize, framesPerSecond: number) => TrackSource;
}

/**
 * My camera and my microphone. Each is on or off by itself, and neither's failure concerns the
 * other, so that a call is possible with both, one or none.
 */
export class LocalMedia implements Disposable {
  private readonly store = new DisposableStore();
  private readonly access: MediaAccess;
  private readonly createPattern: NonNullable<LocalMediaOptions['createPattern']>;
  private readonly cameraTrack: LocalTrack;
  private readonly microphoneTrack: LocalTrack;
  private settings: MediaSettings;
  private muted = false;
  private videoSource: VideoSource = CAMERA_SOURCE;
  private readonly sourceEndedEmitter = this.store.add(new Emitter<void>());
  /** What was sent in place of the camera has ended by itself: the camera follows. */
  readonly onSourceEnded = this.sourceEndedEmitter.event;

  /** The track that I show from now on; `null`: none. */
  readonly onCamera: Event<MediaStreamTrack | null>;
  readonly onMicrophone: Event<MediaStreamTrack | null>;

  constructor({ access, settings, createPattern = createTestPattern }: LocalMediaOptions) {
    this.access = access;
    this.settings = settings;
    this.createPattern = createPattern;
    this.cameraTrack = this.addTrack({
      kind: 'camera',
      contentHint: 'motion',
      open: () => this.videoSource.open(() => this.openCameraSource()),
      handleEnded: () => this.handleSourceEnded(),
    });
    this.microphoneTrack = this.addTrack({
      kind: 'microphone',
      contentHint: 'speech',
      open: () => openDevice(this.access, this.microphoneRequest()),
    });
    this.onCamera = this.cameraTrack.onTrack;
    this.onMicrophone = this.microphoneTrack.onTrack;
    this.store.add(
      access.onDevicesChanged(() => {
        this.cameraTrack.retry();
        this.microphoneTrack.retry();
      }),
    );
  }

  /** Why a device is missing, or another one is used. */
  readonly onFailure: Event<MediaFailure> = (listener) => {
    const subscriptions = new DisposableStore();
    subscriptions.add(this.cameraTrack.onFailure(listener));
    subscriptions.add(this.microphoneTrack.onFailure(listener));
    return subscriptions;
  };

  get camera(): MediaStreamTrack | null {
    return this.cameraTrack.track;
  }

  /** Whether my picture is the camera's own, and so one that I know from mirrors. */
  get isCameraSource(): boolean {
    return this.videoSource === CAMERA_SOURCE;
  }

  get microphone(): MediaStreamTrack | null {
    return this.microphoneTrack.track;
  }

  get isMuted(): boolean {
    return this.muted;
  }

  /** Turns the camera on; resolves with its track, or `null` when there is none to be had. */
  openCamera(): Promise<MediaStreamTrack | null> {
    return this.cameraTrack.open();
  }

  /**
   * What my picture comes from from now on: the camera, or something in its place, which then is what
   * `camera` means. Resolves with why it could not be had: then all is as before, except where the
   * source begins in the dark, and stays there.
   */
  async setVideoSource(source: VideoSource): Promise<MediaFailureReason | null> {
    const before = this.videoSource;
    this.videoSource = source;
    const failure = await this.cameraTrack.exchange({ isInTheDark: source.beginsInTheDark });
    const isCurrent = this.videoSource === source;
    if (failure !== null && isCurrent && !source.beginsInTheDark) this.videoSource = before;
    return failure;
  }

  /** Turns the camera off, light and all. */
  closeCamera(): void {
    this.cameraTrack.close();
  }

  openMicrophone(): Promise<MediaStreamTrack | null> {
    return this.microphoneTrack.open();
  }

  closeMicrophone(): void {
    this.microphoneTrack.close();
  }

  /** Muted, the microphone stays on and sends silence; also one that is opened later. */
  setMuted(isMuted: boolean): void {
    this.muted = isMuted;
    this.microphoneTrack.setEnabled(!isMuted);
  }

  /** Starts anew what is on and what the change concerns. */
  applySettings(settings: MediaSettings): void {
    const before = this.settings;
    this.settings = settings;
    const hasChanged = (key: keyof MediaSettings): boolean => before[key] !== settings[key];
    const isOfCamera = this.videoSource.followsCameraSettings;
    if (isOfCamera && CAMERA_SETTINGS.some(hasChanged)) this.cameraTrack.reopen();
    if (MICROPHONE_SETTINGS.some(hasChanged)) this.microphoneTrack.reopen();
  }

  dispose(): void {
    this.store.dispose();
  }

  /** What ends for good is followed by the camera. */
  private handleSourceEnded(): boolean {
    if (!this.videoSource.endsForGood) return false;
    this.videoSource = CAMERA_SOURCE;
    this.sourceEndedEmitter.fire();
    return true;
  }

  private addTrack(options: LocalTrackOptions): LocalTrack {
    return this.store.add(new LocalTrack(options));
  }

  private openCameraSource(): ReturnType<LocalTrackOptions['open']> {
    const isPattern = this.settings.webcam?.toUpperCase() === TEST_PATTERN_NAME;
    return isPattern ? this.openPattern() : openDevice(this.access, this.cameraRequest());
  }

  private openPattern(): ReturnType<LocalTrackOptions['open']> {
    try {
      const size = parseVideoSize(this.settings.video_size);
      const source = this.createPattern(size, this.settings.framerate);
      return Promise.resolve(ok({ source, passedOver: null }));
    } catch (error) {
      return Promise.resolve({ ok: false, error: failureReason(error) });
    }
  }

  private cameraRequest(): DeviceRequest {
    const { settings } = this;
    return {
      kind: 'camera',
      wanted: settings.webcam,
      constraints: (deviceId) => cameraConstraints(settings, deviceId),
    };
  }

  private microphoneRequest(): DeviceRequest {
    const { settings } = this;
    return {
      kind: 'microphone',
      wanted: settings.microphone,
      constraints: (deviceId) => microphoneConstraints(settings, deviceId),
    };
  }
}
