import type { CallPhase } from '../../shared/call/call-phase';
import { wantsMedia } from '../../shared/call/media-consent';
import type { DeviceKind } from '../media/device-access';
import type { LocalMedia } from '../media/local-media';

/** What of LocalMedia is switched here. */
export type SwitchedMedia = Pick<
  LocalMedia,
  'openCamera' | 'closeCamera' | 'renewCamera' | 'openMicrophone' | 'closeMicrophone'
>;

/**
 * Decides when camera and microphone are on, and is alone in turning them on. The microphone: in
 * calls that the user placed or answered, in rooms, and while devices are tried, never otherwise.
 * The camera: in those, and for the mirror while the window is known to be seen; and never when it
 * was switched off.
 */
export class MediaSwitch {
  private isInCall = false;
  private isInRoom = false;
  private isTalking = false;
  private isVisible = false;
  private isTrying = false;

  /** @param wantsCamera Whether the user had the camera on when they were last here. */
  constructor(
    private readonly media: SwitchedMedia,
    private wantsCamera: boolean,
  ) {}

  /** The user's switch, as opposed to whether there is a camera. */
  get isCameraWanted(): boolean {
    return this.wantsCamera;
  }

  /** The user placed or answered a call. Resolves when what there is of devices is there. */
  async grant(): Promise<void> {
    this.isInCall = true;
    await this.apply('microphone', 'camera');
  }

  handlePhase(phase: CallPhase): void {
    this.isTalking = wantsMedia(phase);
    this.settle();
  }

  /** The local user went into a room, or is out of it. */
  handleRoom(isIn: boolean): void {
    this.isInRoom = isIn;
    this.settle();
  }

  /** The user is trying devices, or is done with it. */
  setTrying(isTrying: boolean): void {
    this.isTrying = isTrying;
    void this.apply('microphone', 'camera');
  }

  handleVisibility(isVisible: boolean): void {
    this.isVisible = isVisible;
    void this.apply('camera');
  }

  /** Resolves when the camera is on, or known not to come. */
  async setCamera(isWanted: boolean): Promise<void> {
    this.wantsCamera = isWanted;
    await this.apply('camera');
  }

  /**
   * Turns devices off when the call or room is over: at once, before anything is waited for. A
   * mirror goes on with a track that nobody else was ever sent. What turns them on is `grant`
   * alone, the user's deed.
   */
  private settle(): void {
    if (this.isTalking || this.isInRoom || !this.isInCall) return;
    this.isInCall = false;
    void this.apply('microphone', 'camera');
    if (!this.isTrying) this.media.renewCamera();
  }

  /** The only place that turns devices on. Resolves when they are, or are known not to come. */
  private async apply(...kinds: DeviceKind[]): Promise<void> {
    const { media } = this;
    const isUsed = this.isInCall || this.isTrying;
    const isSeen = this.wantsCamera && (isUsed || this.isVisible);
    const openings: Promise<unknown>[] = [];
    if (kinds.includes('camera')) {
      if (isSeen) openings.push(media.openCamera());
      else media.closeCamera();
    }
    if (kinds.includes('microphone')) {
      if (isUsed) openings.push(media.openMicrophone());
      else media.closeMicrophone();
    }
    await Promise.all(openings);
  }
}
