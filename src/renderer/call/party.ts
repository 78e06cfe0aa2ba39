import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import {
  MAX_VOLUME_PERCENT,
  type Participant,
  type ParticipantChange,
  type PersonTaste,
  USUAL_TASTE,
} from '../../shared/party/participant';
import type { TileKind } from '../../shared/stage/tile-key';
import { nameKey } from '../../shared/text/name-key';
import { PartyMember, type PartyTrackKind, type SoundPort } from './party-member';

/** A picture to show, or (`null`) to show no longer. */
export interface PartyPicture {
  readonly id: string;
  readonly kind: TileKind;
  readonly track: MediaStreamTrack | null;
}

/**
 * The others in a call or a room: who they are, their sound and their pictures. Calls and rooms feed
 * it, the stage shows it, and neither knows of the other. How I like somebody (volume, hidden, muted)
 * is remembered by name, for as long as the app runs.
 */
export class Party implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<readonly Participant[]>());
  /** Everybody, in the order in which they came. */
  readonly onChange = this.changeEmitter.event;
  private readonly pictureEmitter = this.store.add(new Emitter<PartyPicture>());
  readonly onPicture = this.pictureEmitter.event;
  private readonly members = new Map<string, PartyMember>();
  private readonly tastes = new Map<string, PersonTaste>();

  constructor(private readonly sound: SoundPort) {
    this.store.defer(() => {
      this.clear();
    });
  }

  get people(): readonly Participant[] {
    return [...this.members.values()].map((member) => member.facts);
  }

  /** By name, however it is written; `undefined`: nobody of that name is here. */
  find(name: string): Participant | undefined {
    const key = nameKey(name);
    return this.people.find((person) => nameKey(person.name) === key);
  }

  /** Somebody comes; one who is there already stays as they are. */
  join(id: string, name: string): void {
    if (this.members.has(id) || this.store.isDisposed) return;
    const taste = this.tastes.get(nameKey(name)) ?? USUAL_TASTE;
    const member = new PartyMember(id, name, taste, this.sound, (kind, track) => {
      this.pictureEmitter.fire({ id, kind, track });
    });
    this.members.set(id, member);
    this.announce();
  }

  leave(id: string): void {
    if (this.remove(id)) this.announce();
  }

  /** Everybody leaves. */
  clear(): void {
    for (const id of [...this.members.keys()]) this.remove(id);
    this.announce();
  }

  update(id: string, change: ParticipantChange): void {
    if (this.members.get(id)?.update(change) === true) this.announce();
  }

  /** How loud somebody is now, 0 to 1. */
  hear(id: string, level: number, nowMs: number): void {
    if (this.members.get(id)?.hear(level, nowMs) === true) this.announce();
  }

  /** A track of theirs came, or (`null`) went. Whether it shows anything, `update` says. */
  setTrack(id: string, kind: PartyTrackKind, track: MediaStreamTrack | null): void {
    this.members.get(id)?.setTrack(kind, track);
  }

  /** How I like somebody from now on, also when they come again. */
  setTaste(name: string, change: Partial<PersonTaste>): PersonTaste {
    const key = nameKey(name);
    const wished = { ...(this.tastes.get(key) ?? USUAL_TASTE), ...change };
    const volume = Math.min(MAX_VOLUME_PERCENT, Math.max(0, wished.volume));
    const taste = { ...wished, volume };
    this.tastes.set(key, taste);
    for (const member of this.members.values()) {
      if (nameKey(member.facts.name) === key) member.setTaste(taste);
    }
    this.announce();
    return taste;
  }

  dispose(): void {
    this.store.dispose();
  }

  private remove(id: string): boolean {
    this.members.get(id)?.dispose();
    return this.members.delete(id);
  }

  private announce(): void {
    if (!this.store.isDisposed) this.changeEmitter.fire(this.people);
  }
}
