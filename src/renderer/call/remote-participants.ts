import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Partner } from '../../shared/call/membership';
import { effectivePreferences } from '../../shared/call/blocking';
import {
  MAX_VOLUME_PERCENT,
  type Participant,
  type ParticipantChange,
  type ParticipantPreferences,
  USUAL_PREFERENCES,
} from '../../shared/call/participant';
import { hasName } from '../../shared/people/name-list';
import type { TileKind } from '../../shared/stage/tile-key';
import { nameKey } from '../../shared/text/name-key';
import { RemoteParticipant, type ParticipantTrackKind, type SoundPort } from './remote-participant';

/** A picture to show, or (`null`) to show no longer. */
export interface ParticipantPicture {
  readonly id: string;
  readonly kind: TileKind;
  readonly track: MediaStreamTrack | null;
}

/**
 * The others in a call or a room: who they are, their sound and their pictures. Calls and rooms
 * feed it, the stage shows it, and neither knows of the other. How somebody is liked (volume,
 * hidden, muted) is remembered by name, for as long as the app runs.
 */
export class RemoteParticipants implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<readonly Participant[]>());
  /** Everybody, in the order in which they came. */
  readonly onChange = this.changeEmitter.event;
  private readonly pictureEmitter = this.store.add(new Emitter<ParticipantPicture>());
  readonly onPicture = this.pictureEmitter.event;
  private readonly members = new Map<string, RemoteParticipant>();
  private readonly preferences = new Map<string, ParticipantPreferences>();
  private blocked: readonly string[] = [];

  constructor(private readonly sound: SoundPort) {
    this.store.defer(() => {
      this.clear();
    });
  }

  /** Those who are blocked left out: they are nobody's business but that of their connection. */
  get people(): readonly Participant[] {
    return this.everybody.filter(({ name }) => !this.isBlocked(name));
  }

  /** Those with whom no pictures are to be exchanged, either way. */
  get blockedIds(): readonly string[] {
    return this.everybody.flatMap(({ id, name }) => (this.isBlocked(name) ? [id] : []));
  }

  /** By name, however it is written; `undefined`: nobody of that name is here. */
  find(name: string): Participant | undefined {
    const key = nameKey(name);
    return this.people.find((person) => nameKey(person.name) === key);
  }

  /** `undefined`: they are not here (any more), or are blocked. */
  byId(id: string): Participant | undefined {
    return this.people.find((person) => person.id === id);
  }

  /** Somebody comes; one who is there already stays as they are. */
  join(id: string, name: string): void {
    if (this.members.has(id) || this.store.isDisposed) return;
    const member = new RemoteParticipant(
      id,
      name,
      this.preferencesFor(name),
      this.sound,
      (kind, track) => {
        this.pictureEmitter.fire({ id, kind, track });
      },
    );
    this.members.set(id, member);
    this.announce();
  }

  leave(id: string): void {
    if (this.remove(id)) this.announce();
  }

  /** These are here from now on, and nobody else. */
  sync(partners: readonly (Partner & Partial<Pick<Participant, 'trust'>>)[]): void {
    for (const id of [...this.members.keys()]) {
      if (!partners.some((partner) => partner.id === id)) this.leave(id);
    }
    for (const { id, ...facts } of partners) {
      this.join(id, facts.name);
      this.update(id, facts);
    }
  }

  /** Everybody leaves. */
  clear(): void {
    for (const id of [...this.members.keys()]) this.remove(id);
    this.announce();
  }

  /** `false`: nothing of it is new, or they are not here. */
  update(id: string, change: ParticipantChange): boolean {
    const member = this.members.get(id);
    const before = member?.facts.name;
    if (member?.update(change) !== true) return false;
    const { name } = member.facts;
    if (name !== before) member.setPreferences(this.preferencesFor(name));
    this.announce();
    return true;
  }

  /** How loud somebody is now, 0 to 1. */
  hear(id: string, level: number, nowMs: number): void {
    if (this.members.get(id)?.hear(level, nowMs) === true) this.announce();
  }

  /** A track of theirs came, or (`null`) went. Whether it shows anything, `update` says. */
  setTrack(id: string, kind: ParticipantTrackKind, track: MediaStreamTrack | null): void {
    this.members.get(id)?.setTrack(kind, track);
  }

  /** How somebody is liked from now on, also when they come again. */
  setPreferences(name: string, change: Partial<ParticipantPreferences>): ParticipantPreferences {
    const key = nameKey(name);
    const wished = { ...(this.preferences.get(key) ?? USUAL_PREFERENCES), ...change };
    const volume = Math.min(MAX_VOLUME_PERCENT, Math.max(0, wished.volume));
    const preferences = { ...wished, volume };
    this.preferences.set(key, preferences);
    this.applyPreferences();
    return preferences;
  }

  /** Whoever is neither to be seen nor heard from now on, wherever they are or come. */
  setBlocked(names: readonly string[]): void {
    this.blocked = names;
    this.applyPreferences();
  }

  dispose(): void {
    this.store.dispose();
  }

  private get everybody(): readonly Participant[] {
    return [...this.members.values()].map((member) => member.facts);
  }

  private isBlocked(name: string): boolean {
    return hasName(this.blocked, name);
  }

  private preferencesFor(name: string): ParticipantPreferences {
    return effectivePreferences(
      this.preferences.get(nameKey(name)) ?? USUAL_PREFERENCES,
      this.isBlocked(name),
    );
  }

  private applyPreferences(): void {
    for (const member of this.members.values())
      member.setPreferences(this.preferencesFor(member.facts.name));
    this.announce();
  }

  private remove(id: string): boolean {
    this.members.get(id)?.dispose();
    return this.members.delete(id);
  }

  private announce(): void {
    if (!this.store.isDisposed) this.changeEmitter.fire(this.people);
  }
}
