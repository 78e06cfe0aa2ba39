import type { PictureLook } from '../../../shared/ascii/picture-look';
import { Emitter } from '../../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../../shared/base/lifecycle';
import type { PictureFont } from '../../workers/picture-messages';
import type { DisplayAccess } from '../device-access';
import type { LocalMedia } from '../local-media';
import { type MediaSettings } from '../local-media';
import { parseVideoSize } from '../media-constraints';
import type { MediaFailureReason } from '../media-failure';
import { AsciiSource } from './ascii-source';
import { fileSource } from './file-source';
import { patternSource } from './pattern-source';
import { RelaySource } from './relay-source';
import { screenSource } from './screen-source';
import { CAMERA_SOURCE, type VideoSource } from './video-source';

/** What the picture is to come from. */
export type SourceChoice =
  | { readonly kind: 'camera' | 'screen' | 'pattern' | 'ascii' }
  | { readonly kind: 'file'; readonly clip: Blob; readonly name: string }
  /** `personId` and `name`: of whose picture it is. */
  | {
      readonly kind: 'relay';
      readonly track: MediaStreamTrack;
      readonly personId: string;
      readonly name: string;
    };

export interface SourcePorts {
  readonly media: Pick<LocalMedia, 'setVideoSource' | 'onSourceEnded'>;
  readonly display: DisplayAccess;
  /** Of the letters of a picture that is sent as text. */
  readonly font: PictureFont;
  settings(): MediaSettings;
  /** How the picture is drawn where it is sent as text. */
  ownLook(): PictureLook;
}

const CAMERA: SourceChoice = { kind: 'camera' };

/**
 * Decides what is sent in place of the camera: one source at a time, the camera after those that
 * end.
 */
export class SourceSwitch implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<SourceChoice>());
  /** Another source is sent, also because the one before has ended. */
  readonly onChange = this.changeEmitter.event;
  private readonly goneEmitter = this.store.add(new Emitter<string>());
  /** The picture that was passed on is gone, whose (by name) it was; the camera is sent again. */
  readonly onRelayGone = this.goneEmitter.event;
  private choice = CAMERA;
  private ascii: AsciiSource | null = null;
  private relay: RelaySource | null = null;

  constructor(private readonly ports: SourcePorts) {
    this.store.add(
      ports.media.onSourceEnded(() => {
        this.settle(CAMERA);
      }),
    );
  }

  get current(): SourceChoice {
    return this.choice;
  }

  /** Resolves with why it could not be had, `null` when it is sent from now on. */
  async choose(choice: SourceChoice): Promise<MediaFailureReason | null> {
    const source = this.sourceOf(choice);
    const failure = await this.ports.media.setVideoSource(source);
    // One that begins in the dark stays there: the camera must not come back by itself.
    if (failure === null || source.beginsInTheDark) this.settle(choice);
    return failure;
  }

  /** The pictures that are received have changed: one that is passed on follows its person. */
  handleReceived(fateOf: (personId: string) => MediaStreamTrack | null | 'gone'): void {
    const { choice } = this;
    if (choice.kind !== 'relay') return;
    const fate = fateOf(choice.personId);
    if (fate !== 'gone') {
      this.relay?.setReceived(fate);
      return;
    }
    // Settled at once: what comes in meanwhile must not end it once more.
    this.settle(CAMERA);
    this.goneEmitter.fire(choice.name);
    void this.choose(CAMERA);
  }

  /** How the picture is drawn has changed, or may have. */
  handleLook(): void {
    this.ascii?.setLook(this.ports.ownLook());
  }

  dispose(): void {
    this.store.dispose();
  }

  private settle(choice: SourceChoice): void {
    if (choice.kind !== 'ascii') this.ascii = null;
    if (choice.kind !== 'relay') this.relay = null;
    this.choice = choice;
    this.changeEmitter.fire(choice);
  }

  private sourceOf(choice: SourceChoice): VideoSource {
    const { display, font } = this.ports;
    switch (choice.kind) {
      case 'camera':
        return CAMERA_SOURCE;
      case 'screen':
        return screenSource(display, { video: true });
      case 'pattern':
        return patternSource(() => {
          const { video_size: size, framerate: framesPerSecond } = this.ports.settings();
          return { size: parseVideoSize(size), framesPerSecond };
        });
      case 'ascii':
        this.ascii = new AsciiSource({ font, look: this.ports.ownLook() });
        return this.ascii;
      case 'file':
        return fileSource(choice.clip, choice.name);
      case 'relay':
        this.relay = new RelaySource(choice.track, choice.name);
        return this.relay;
    }
  }
}
