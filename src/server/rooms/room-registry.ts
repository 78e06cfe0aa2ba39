import type { Clock } from '../../shared/base/clock';
import { type Event, Emitter } from '../../shared/base/emitter';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { Push } from '../../shared/protocol/events';
import { EMPTY_ROOM_MS, MAX_ROOMS_LISTED } from '../../shared/protocol/limits';
import type { RefusalReason, RoomClosedReason } from '../../shared/protocol/reasons';
import type { RoomEntry, RoomMember, RoomSummary } from '../../shared/protocol/room-messages';
import { nameKey } from '../../shared/text/sanitise';
import { type Guest, KICKED_OUT_MS, Room, type RoomSettings } from './room';
import { slugOf } from './slug';

export interface RoomRegistryOptions {
  readonly clock: Clock;
  readonly createId: () => string;
  /** Sends to whoever has that key; to somebody who is gone it does nothing. */
  readonly tell: (key: string, push: Push) => void;
  readonly maxRooms: number;
}

/** Somebody came into a room, or is not in it any more. */
export interface RoomActivity {
  readonly kind: 'joined' | 'left';
  readonly slug: string;
  readonly member: RoomMember;
}

type Outcome<T> = Result<T, RefusalReason>;

interface Entry {
  readonly room: Room;
  /** Runs while nobody is in a room that is not kept. */
  readonly end: MutableDisposable<Disposable>;
}

/**
 * The rooms of a server and who is in which: one at a time. Everything happens within one call, so
 * that of many who come at once exactly as many get in as there are places. Knows no socket, no
 * password and no file.
 */
export class RoomRegistry {
  private readonly entries = new Map<string, Entry>();
  private readonly byGuest = new Map<string, Room>();
  /** Listed rooms by slug and by name: finding none takes as long as finding one. */
  private readonly listed = new Map<string, Room>();
  /** Why somebody who was away is not in their room any more, until they are back or given up. */
  private readonly closedWhileAway = new Map<string, RoomClosedReason>();
  private readonly activityEmitter = new Emitter<RoomActivity>();
  readonly onActivity: Event<RoomActivity> = this.activityEmitter.event;
  private readonly emptiedEmitter = new Emitter<Room>();
  /** The last one has left: the time that a kept room was last in use. */
  readonly onEmptied: Event<Room> = this.emptiedEmitter.event;

  constructor(private readonly options: RoomRegistryOptions) {}

  get size(): number {
    return this.entries.size;
  }

  get all(): readonly Room[] {
    return [...this.entries.values()].map(({ room }) => room);
  }

  nowMs(): number {
    return this.options.clock.nowMs();
  }

  /** Whether there is a place for another room, beside `planned` that are about to be opened. */
  hasPlaceFor(planned: number): boolean {
    return this.entries.size + planned < this.options.maxRooms;
  }

  isOpen(room: Room): boolean {
    return this.entries.get(room.slug)?.room === room;
  }

  has(slug: string): boolean {
    return this.entries.has(slug);
  }

  /** The room with that slug, or of that name when it is listed. */
  find(text: string): Room | undefined {
    return this.entries.get(text)?.room ?? this.findListed(text);
  }

  /** Whether a listed room has that name, however written. */
  isListed(name: string): boolean {
    return this.findListed(name) !== undefined;
  }

  /** The room that somebody is in, if any. */
  roomOf(key: string): Room | undefined {
    return this.byGuest.get(key);
  }

  entryOf(key: string): RoomEntry | null {
    return this.byGuest.get(key)?.entryOf(key) ?? null;
  }

  /** Adds a room that nobody is in yet. `slug` must be free. */
  open(slug: string, settings: RoomSettings, ownerKeyHash: Buffer | null): Room {
    const { clock, tell } = this.options;
    const room = new Room(slug, settings, ownerKeyHash, tell, clock.nowMs());
    const entry = { room, end: new MutableDisposable<Disposable>() };
    this.entries.set(slug, entry);
    if (!settings.isPrivate) {
      this.listed.set(slug, room);
      this.listed.set(nameKeyOf(settings.name), room);
    }
    this.awaitGuests(entry);
    return room;
  }

  /**
   * Takes a seat, or says why there is none. `isOwner`: they have shown that the room is theirs,
   * which opens a lock; there is no more than the room holds for anybody.
   */
  enter(room: Room, guest: Guest, isOwner: boolean): Outcome<RoomEntry> {
    const refusal = this.refusalOf(room, guest, isOwner);
    if (refusal !== null) return err(refusal);
    this.byGuest.set(guest.key, room);
    if (isOwner) this.setOwner(room, guest);
    room.add(guest, this.options.createId());
    this.touch(room);
    const entry = room.entryOf(guest.key);
    if (entry === null) return err('server-error');
    this.activityEmitter.fire({ kind: 'joined', slug: room.slug, member: entry.you });
    return ok(entry);
  }

  /** Whether there was a room to leave. */
  leave(key: string): boolean {
    return this.remove(key, 'left');
  }

  /** Puts a member out and keeps them out for a while. */
  kick(room: Room, memberId: string): void {
    const guest = room.guestOf(memberId);
    if (guest === null) return;
    room.keepOut(guest.key, this.options.clock.nowMs() + KICKED_OUT_MS);
    this.close(guest.key, guest.isAway, 'kicked');
    this.remove(guest.key, 'kicked');
  }

  /** Puts everybody out and forgets the room. */
  stop(room: Room, reason: 'stopped' | 'server-stopping', exceptKey?: string): void {
    this.forget(room);
    for (const guest of room.guests) {
      const member = room.memberOf(guest.key);
      this.byGuest.delete(guest.key);
      if (member === null) continue;
      if (guest.key !== exceptKey) this.close(guest.key, member.isAway, reason);
      this.activityEmitter.fire({ kind: 'left', slug: room.slug, member });
    }
  }

  /** The connection broke: the place is free at once, the membership waits. */
  interrupt(key: string): void {
    const room = this.byGuest.get(key);
    if (room === undefined) return;
    room.setAway(key, true);
    this.touch(room);
  }

  /** Somebody is back: in their room, or told why not. */
  resume(key: string): {
    readonly entry: RoomEntry | null;
    readonly closed: RoomClosedReason | null;
  } {
    const closed = this.closedWhileAway.get(key) ?? null;
    this.closedWhileAway.delete(key);
    const room = this.byGuest.get(key);
    if (room === undefined) return { entry: null, closed };
    const isAway = room.memberOf(key)?.isAway ?? false;
    if (isAway && room.isFull) {
      this.remove(key, 'lost');
      return { entry: null, closed: 'full' };
    }
    room.setAway(key, false);
    this.touch(room);
    return { entry: room.entryOf(key), closed: null };
  }

  /** Somebody is gone for good: out of their room, and what they own is nobody's. */
  lose(key: string, reason: 'left' | 'lost'): void {
    this.closedWhileAway.delete(key);
    this.remove(key, reason);
    for (const room of this.all) if (room.isOwnedBy(key)) this.setOwner(room, null);
  }

  setOwner(room: Room, owner: Guest | null): void {
    if (room.owner?.key === owner?.key) return;
    room.owner = owner;
    this.tellChanged(room, owner?.key ?? null);
  }

  /** Tells everybody in it, save `exceptKey`, what the room's settings are now. */
  tellChanged(room: Room, exceptKey: string | null): void {
    const push: Push = { name: 'room:changed', payload: { room: room.info() } };
    if (exceptKey === null) room.tellAll(push);
    else room.tellOthers(exceptKey, push);
    const entry = this.entries.get(room.slug);
    // It may have become one that is kept, or be kept no longer.
    if (entry !== undefined) this.awaitGuests(entry);
  }

  /** Listed rooms, and those that `key` owns: the fullest first, then the one in use last. */
  listFor(key: string): RoomSummary[] {
    return this.all
      .filter((room) => !room.settings.isPrivate || room.isOwnedBy(key))
      .map((room) => room.summary())
      .sort((a, b) => b.people - a.people || b.lastActiveAtMs - a.lastActiveAtMs)
      .slice(0, MAX_ROOMS_LISTED);
  }

  /** To whom something for a member of `key`'s room goes. */
  route(key: string, memberId: string): Outcome<{ readonly to: string; readonly from: string }> {
    const room = this.byGuest.get(key);
    const from = room?.memberOf(key)?.id;
    const guest = room?.guestOf(memberId);
    if (from === undefined || guest === undefined || guest === null) return err('not-in-room');
    if (guest.key === key) return err('not-yourself');
    return guest.isAway ? err('not-in-room') : ok({ to: guest.key, from });
  }

  /** The server stops: everybody is out. */
  stopAll(): void {
    for (const room of this.all) this.stop(room, 'server-stopping');
  }

  dispose(): void {
    for (const { end } of this.entries.values()) end.dispose();
    this.entries.clear();
    this.byGuest.clear();
    this.listed.clear();
    this.emptiedEmitter.dispose();
    this.activityEmitter.dispose();
  }

  private findListed(name: string): Room | undefined {
    return this.listed.get(slugOf(name)) ?? this.listed.get(nameKeyOf(name));
  }

  private refusalOf(room: Room, guest: Guest, isOwner: boolean): RefusalReason | null {
    if (this.byGuest.has(guest.key)) return 'already-in-room';
    // It may have ended while the password was looked at.
    if (!this.isOpen(room)) return 'room-refused';
    if (!isOwner) {
      if (room.isKeptOut(guest.key, this.options.clock.nowMs())) return 'kicked';
      if (room.settings.isLocked) return 'room-locked';
    }
    return room.isFull ? 'room-full' : null;
  }

  private remove(key: string, reason: 'left' | 'kicked' | 'lost'): boolean {
    const room = this.byGuest.get(key);
    if (room === undefined) return false;
    const member = room.memberOf(key);
    this.byGuest.delete(key);
    room.remove(key, reason);
    this.touch(room);
    if (member !== null) this.activityEmitter.fire({ kind: 'left', slug: room.slug, member });
    if (room.isEmpty) this.emptiedEmitter.fire(room);
    return true;
  }

  private close(key: string, isAway: boolean, reason: RoomClosedReason): void {
    if (isAway) this.closedWhileAway.set(key, reason);
    else this.options.tell(key, { name: 'room:closed', payload: { reason } });
  }

  /** Somebody came or went. */
  private touch(room: Room): void {
    room.lastActiveAtMs = this.options.clock.nowMs();
    const entry = this.entries.get(room.slug);
    if (entry !== undefined) this.awaitGuests(entry);
  }

  /** Starts the time after which an empty room ends, or ends that time. */
  private awaitGuests({ room, end }: Entry): void {
    if (!room.isEmpty || room.settings.isKept || room.isStaying) {
      end.value = undefined;
      return;
    }
    end.value ??= this.options.clock.after(EMPTY_ROOM_MS, () => {
      this.forget(room);
    });
  }

  private forget(room: Room): void {
    const entry = this.entries.get(room.slug);
    if (entry?.room !== room) return;
    entry.end.dispose();
    this.entries.delete(room.slug);
    this.listed.delete(room.slug);
    this.listed.delete(nameKeyOf(room.settings.name));
  }
}

/** No slug has a colon. */
function nameKeyOf(name: string): string {
  return `name:${nameKey(name)}`;
}
