import type { CallPhase } from '../../shared/call/call-phase';
import { wantsMedia } from '../../shared/call/media-consent';
import type { LocalMedia } from '../media/local-media';

/** What of LocalMedia is switched here. */
export type SwitchedMedia = Pick<
  LocalMedia,
  'openCamera' | 'closeCamera' | 'openMicrophone' | 'closeMicrophone'
>;

/**
 * Decides when camera and microphone are on. The microphone: in calls that the user placed or
 * answered, in rooms, and while devices are tried, never otherwise. The camera: in those, and for
 * the mirror while the window is known to be seen; and never when it was switched off.
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
    await Promise.all([
      this.wantsCamera ? this.media.openCamera() : null,
      this.media.openMicrophone(),
    ]);
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

  /**
   * Turns devices off when the call or room is over. What turns them on is `grant` alone, the
   * user's deed.
   */
  private settle(): void {
    if (this.isTalking || this.isInRoom || !this.isInCall) return;
    this.isInCall = false;
    if (!this.isTrying) this.media.closeMicrophone();
    void this.applyCamera();
  }

  /** The user is trying devices, or is done with it. */
  setTrying(isTrying: boolean): void {
    this.isTrying = isTrying;
    if (isTrying) void this.media.openMicrophone();
    else if (!this.isInCall) this.media.closeMicrophone();
    void this.applyCamera();
  }

  handleVisibility(isVisible: boolean): void {
    this.isVisible = isVisible;
    void this.applyCamera();
  }

  /** Resolves when the camera is on, or known not to come. */
  async setCamera(isWanted: boolean): Promise<void> {
    this.wantsCamera = isWanted;
    await this.applyCamera();
  }

  private applyCamera(): Promise<unknown> | undefined {
    if (this.wantsCamera && (this.isVisible || this.isInCall || this.isTrying))
      return this.media.openCamera();
    this.media.closeCamera();
    return undefined;
  }
}
