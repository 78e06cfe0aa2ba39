import type { Clock } from '../../shared/base/clock';
import { Emitter, type Event } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { ok } from '../../shared/base/result';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { Settings } from '../../shared/config/settings';
import type { DeviceKind, MediaAccess } from './device-access';
import { type DeviceRequest, openDevice } from './device-opener';
import { DeviceReturn, type ReturnedDevice } from './device-return';
import { LocalTrack, type LocalTrackOptions } from './local-track';
import {
  cameraConstraints,
  isAsWished,
  isCleanedAsWished,
  microphoneConstraints,
  parseVideoSize,
  type PictureSize,
  shrinkingConstraints,
  TEST_PATTERN_NAME,
} from './media-constraints';
import { failureReason, type MediaFailure, type MediaFailureReason } from './media-failure';
import { CAMERA_SOURCE, type VideoSource } from './sources/video-source';
import { createTestPattern } from './test-pattern';
import type { TrackSource } from './track-source';

/** The settings that name a device, which must be started then. */
const CAMERA_CHOICE = ['webcam', 'webcam_id'] as const;
const MICROPHONE_CHOICE = ['microphone', 'microphone_id'] as const;
/** Those that a running device may be able to follow. */
const CAMERA_SETTINGS = ['video_size', 'framerate'] as const;
const MICROPHONE_SETTINGS = [
  'echo_cancellation',
  'noise_suppression',
  'auto_gain_control',
] as const;

export type MediaSettings = Pick<
  Settings,
  | (typeof CAMERA_CHOICE)[number]
  | (typeof MICROPHONE_CHOICE)[number]
  | (typeof CAMERA_SETTINGS)[number]
  | (typeof MICROPHONE_SETTINGS)[number]
>;

export interface LocalMediaOptions {
  readonly access: MediaAccess;
  readonly settings: MediaSettings;
  readonly clock?: Clock;
  /** The camera named `FAKE`. */
  readonly createPattern?: (size: PictureSize, framesPerSecond: number) => TrackSource;
}

/**
 * The local camera and microphone. Each is on or off by itself, and neither's failure concerns the
 * other, so that a call is possible with both, one or none.
 */
export class LocalMedia implements Disposable {
  private readonly store = new DisposableStore();
  private readonly access: MediaAccess;
  private readonly createPattern: NonNullable<LocalMediaOptions['createPattern']>;
  private readonly cameraTrack: LocalTrack;
  private readonly microphoneTrack: LocalTrack;
  private readonly cameraReturn: DeviceReturn;
  private readonly microphoneReturn: DeviceReturn;
  private settings: MediaSettings;
  private muted = false;
  private videoSource: VideoSource = CAMERA_SOURCE;
  private readonly sourceEndedEmitter = this.store.add(new Emitter<void>());
  /** What was sent in place of the camera has ended by itself: the camera follows. */
  readonly onSourceEnded = this.sourceEndedEmitter.event;

  /** The track that is shown from now on; `null`: none. */
  readonly onCamera: Event<MediaStreamTrack | null>;
  readonly onMicrophone: Event<MediaStreamTrack | null>;

  constructor({
    access,
    settings,
    clock = SYSTEM_CLOCK,
    createPattern = createTestPattern,
  }: LocalMediaOptions) {
    this.access = access;
    this.settings = settings;
    this.createPattern = createPattern;
    this.cameraTrack = this.createTrack({
      kind: 'camera',
      contentHint: 'motion',
      asked: () => this.settings.webcam,
      open: () => this.videoSource.open(() => this.openCameraSource()),
      handleEnded: () => this.handleSourceEnded(),
    });
    this.microphoneTrack = this.createTrack({
      kind: 'microphone',
      contentHint: 'speech',
      asked: () => this.settings.microphone,
      open: () => openDevice(this.access, this.microphoneRequest()),
    });
    this.onCamera = this.cameraTrack.onTrack;
    this.onMicrophone = this.microphoneTrack.onTrack;
    this.cameraReturn = this.addReturn('camera', clock, this.cameraTrack, () =>
      // Never a camera in the place of what is sent instead of it.
      this.isPattern || !this.isCameraSource ? null : this.cameraRequest(),
    );
    this.microphoneReturn = this.addReturn('microphone', clock, this.microphoneTrack, () =>
      this.microphoneRequest(),
    );
  }

  /** Why a device is missing, or another one is used. */
  readonly onFailure: Event<MediaFailure> = (listener) => {
    const subscriptions = new DisposableStore();
    subscriptions.add(this.cameraTrack.onFailure(listener));
    subscriptions.add(this.microphoneTrack.onFailure(listener));
    return subscriptions;
  };

  /** A device that was unplugged is back in use, or one that the settings name has come. */
  readonly onReturned: Event<ReturnedDevice> = (listener) => {
    const subscriptions = new DisposableStore();
    subscriptions.add(this.cameraReturn.onReturned(listener));
    subscriptions.add(this.microphoneReturn.onReturned(listener));
    return subscriptions;
  };

  get camera(): MediaStreamTrack | null {
    return this.cameraTrack.track;
  }

  /** Whether the picture is the camera's own, and so one that people know from mirrors. */
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
   * Sets what the picture comes from: the camera, or something in its place, which then is what
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

  /**
   * Ends the camera's track, and goes on with another one where the camera is on. What is shown in
   * its place goes on as it is: that one the user chose to show.
   */
  renewCamera(): void {
    if (this.isCameraSource) this.cameraTrack.reopen();
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

  /** What is on follows: as it runs where the browser can do that, otherwise restarted. */
  applySettings(settings: MediaSettings): void {
    const before = this.settings;
    this.settings = settings;
    const hasChanged = (key: keyof MediaSettings): boolean => before[key] !== settings[key];
    const { isCameraSource } = this;
    const isOfCamera = this.videoSource.followsCameraSettings;
    if (isOfCamera && CAMERA_CHOICE.some(hasChanged)) this.cameraTrack.reopen();
    else if (isCameraSource && CAMERA_SETTINGS.some(hasChanged)) this.adjustCamera();
    else if (isOfCamera && CAMERA_SETTINGS.some(hasChanged)) this.cameraTrack.reopen();
    if (MICROPHONE_CHOICE.some(hasChanged)) this.microphoneTrack.reopen();
    else if (MICROPHONE_SETTINGS.some(hasChanged)) this.adjustMicrophone();
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

  private createTrack(options: LocalTrackOptions): LocalTrack {
    return this.store.add(new LocalTrack(options));
  }

  private addReturn(
    kind: DeviceKind,
    clock: Clock,
    track: LocalTrack,
    request: () => DeviceRequest | null,
  ): DeviceReturn {
    return this.store.add(new DeviceReturn({ kind, access: this.access, clock, track, request }));
  }

  private adjustCamera(): void {
    const wished = cameraConstraints(this.settings, null);
    void this.cameraTrack.adjust(wished, (settings) => isAsWished(settings, wished));
  }

  private adjustMicrophone(): void {
    const wished = microphoneConstraints(this.settings, null);
    void this.microphoneTrack.adjust(wished, (settings) => isCleanedAsWished(settings, wished));
  }

  private get isPattern(): boolean {
    return this.settings.webcam?.toUpperCase() === TEST_PATTERN_NAME;
  }

  private openCameraSource(): ReturnType<LocalTrackOptions['open']> {
    return this.isPattern ? this.openPattern() : openDevice(this.access, this.cameraRequest());
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
      wanted: namesIn(settings.webcam_id, settings.webcam),
      constraints: (deviceId) => cameraConstraints(settings, deviceId),
      fitting: (opened) => shrinkingConstraints(opened, settings),
    };
  }

  private microphoneRequest(): DeviceRequest {
    const { settings } = this;
    return {
      kind: 'microphone',
      wanted: namesIn(settings.microphone_id, settings.microphone),
      constraints: (deviceId) => microphoneConstraints(settings, deviceId),
    };
  }
}

/** The id goes first: labels are not always one of a kind. */
function namesIn(id: string | null, label: string | null): readonly string[] {
  return [id, label].filter((name) => name !== null);
}
