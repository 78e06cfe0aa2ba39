import type { Disposable } from '../../shared/base/lifecycle';
import type {
  Participant,
  ParticipantChange,
  ParticipantPreferences,
} from '../../shared/call/participant';
import { hear, SILENT } from '../../shared/call/speaking';
import { TILE_KINDS, type TileKind } from '../../shared/stage/tile-key';

/** A sound that is being played. */
export interface PlayedSound extends Disposable {
  /** Per cent, 0 to 200. */
  setVolume(percent: number): void;
}

/** What plays the sound of others. */
export interface SoundPort {
  play(track: MediaStreamTrack): PlayedSound;
}

export type SoundKind = 'voice' | 'screen-sound';
/** What somebody sends: pictures for tiles, and sounds. */
export type ParticipantTrackKind = TileKind | SoundKind;

type HandlePicture = (kind: TileKind, track: MediaStreamTrack | null) => void;

/**
 * A remote participant: what is known of them, their sound and their pictures. A track is there as
 * soon as the connection has a place for it, and does not say that anything is to be seen. There is
 * no picture until they say that their camera is on, nor while the viewer has hidden it.
 */
export class RemoteParticipant implements Disposable {
  private current: Participant;
  private readonly pictures = new Map<TileKind, MediaStreamTrack | null>();
  private readonly shown = new Map<TileKind, MediaStreamTrack | null>();
  private speaking = SILENT;
  private readonly sounds = new Map<SoundKind, PlayedSound>();

  constructor(
    id: string,
    name: string,
    preferences: ParticipantPreferences,
    private readonly sound: SoundPort,
    private readonly handlePicture: HandlePicture,
  ) {
    this.current = {
      id,
      name,
      key: null,
      trust: null,
      connection: 'new',
      camera: null,
      isCameraDark: false,
      microphone: true,
      isSharing: false,
      terminal: null,
      isAway: false,
      outOfReach: null,
      isSpeaking: false,
      isStill: false,
      preferences,
    };
  }

  get facts(): Participant {
    return this.current;
  }

  /** `false`: nothing of it is new. */
  update(change: ParticipantChange): boolean {
    const before = this.current;
    const keys = Object.keys(change) as readonly (keyof ParticipantChange)[];
    if (keys.every((key) => before[key] === change[key])) return false;
    this.current = { ...before, ...change };
    this.showPictures();
    return true;
  }

  /** How loud they are now, 0 to 1; `false`: whether they speak has not changed. */
  hear(level: number, nowMs: number): boolean {
    this.speaking = hear(this.speaking, level, nowMs);
    return this.update({ isSpeaking: this.speaking.isSpeaking });
  }

  setPreferences(preferences: ParticipantPreferences): void {
    this.current = { ...this.current, preferences };
    for (const sound of this.sounds.values()) sound.setVolume(this.volume);
    this.showPictures();
  }

  setTrack(kind: ParticipantTrackKind, track: MediaStreamTrack | null): void {
    if (kind === 'camera' || kind === 'screen') {
      this.pictures.set(kind, track);
      this.showPictures();
      return;
    }
    this.sounds.get(kind)?.dispose();
    this.sounds.delete(kind);
    if (track === null) return;
    const sound = this.sound.play(track);
    sound.setVolume(this.volume);
    this.sounds.set(kind, sound);
  }

  dispose(): void {
    for (const sound of this.sounds.values()) sound.dispose();
    this.sounds.clear();
    this.pictures.clear();
    this.showPictures();
  }

  private get volume(): number {
    const { isMuted, volume } = this.current.preferences;
    return isMuted ? 0 : volume;
  }

  private showPictures(): void {
    for (const kind of TILE_KINDS) {
      const track = this.isShown(kind) ? (this.pictures.get(kind) ?? null) : null;
      if (track === (this.shown.get(kind) ?? null)) continue;
      this.shown.set(kind, track);
      this.handlePicture(kind, track);
    }
  }

  private isShown(kind: TileKind): boolean {
    const { camera, isSharing, preferences } = this.current;
    return !preferences.isHidden && (kind === 'camera' ? camera === true : isSharing);
  }
}
