import { Emitter } from '../../shared/base/emitter';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { RemoteTrack } from './call-ports';

/** What plays the other end's sound. */
export interface SoundPort {
  play(track: MediaStreamTrack): Disposable;
}

/**
 * The other end's sound and picture. A track is there as soon as there is a place for it; whether it
 * shows anything, the other end says: until then, and while its camera is off, there is no picture.
 */
export class RemoteEnd implements Disposable {
  private readonly sound = new MutableDisposable();
  private readonly videoEmitter = new Emitter<MediaStreamTrack | null>();
  /** The picture to show; `null`: none. */
  readonly onVideo = this.videoEmitter.event;
  private video: MediaStreamTrack | null = null;
  private isCameraOn = false;

  constructor(private readonly output: SoundPort) {}

  handleTrack({ kind, track }: RemoteTrack): void {
    if (kind === 'audio') {
      this.sound.value = track === null ? undefined : this.output.play(track);
      return;
    }
    this.video = track;
    this.announce();
  }

  handleCamera(isOn: boolean): void {
    this.isCameraOn = isOn;
    this.announce();
  }

  /** The call is over. */
  forget(): void {
    this.video = null;
    this.isCameraOn = false;
    this.sound.value = undefined;
    this.announce();
  }

  dispose(): void {
    this.sound.dispose();
    this.videoEmitter.dispose();
  }

  private announce(): void {
    this.videoEmitter.fire(this.isCameraOn ? this.video : null);
  }
}
