import { Emitter } from '../../shared/base/emitter';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { RemoteTrack } from './call-ports';

/** What plays the other end's sound. */
export interface SoundPort {
  play(track: MediaStreamTrack): Disposable;
}

/**
 * The other end's sound, picture and shared screen. A track is there as soon as there is a place for it; whether it
 * shows anything, the other end says: until then, and while its camera is off, there is no picture.
 */
export class RemoteEnd implements Disposable {
  private readonly sound = new MutableDisposable();
  private readonly screenSound = new MutableDisposable();
  private readonly videoEmitter = new Emitter<MediaStreamTrack | null>();
  /** The picture to show; `null`: none. */
  readonly onVideo = this.videoEmitter.event;
  private readonly screenEmitter = new Emitter<MediaStreamTrack | null>();
  /** The screen that the other end shares; `null`: none. */
  readonly onScreen = this.screenEmitter.event;
  private video: MediaStreamTrack | null = null;
  private screen: MediaStreamTrack | null = null;
  private isCameraOn = false;
  private isSharing = false;

  constructor(private readonly output: SoundPort) {}

  handleTrack({ kind, track }: RemoteTrack): void {
    if (kind === 'audio' || kind === 'screen-audio') {
      const sound = kind === 'audio' ? this.sound : this.screenSound;
      sound.value = track === null ? undefined : this.output.play(track);
      return;
    }
    if (kind === 'video') this.video = track;
    else this.screen = track;
    this.announce();
  }

  handleCamera(isOn: boolean): void {
    this.isCameraOn = isOn;
    this.announce();
  }

  handleSharing(isOn: boolean): void {
    this.isSharing = isOn;
    this.announce();
  }

  /** The call is over. */
  forget(): void {
    this.video = null;
    this.screen = null;
    this.isCameraOn = false;
    this.isSharing = false;
    this.sound.value = undefined;
    this.screenSound.value = undefined;
    this.announce();
  }

  dispose(): void {
    this.sound.dispose();
    this.screenSound.dispose();
    this.videoEmitter.dispose();
    this.screenEmitter.dispose();
  }

  private announce(): void {
    this.videoEmitter.fire(this.isCameraOn ? this.video : null);
    this.screenEmitter.fire(this.isSharing ? this.screen : null);
  }
}
