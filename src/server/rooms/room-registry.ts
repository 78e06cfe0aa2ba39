import type { Clock } from '../../shared/base/clock';
import { type Event, Emitter } from '../../shared/base/emitter';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { Push } from '../../shared/protocol/events';
import { EMPTY_ROOM_MS, MAX_ROOMS_LISTED } from '../../shared/protocol/limits';
import type { RefusalReason, RoomClosedReason } from '../../shared/protocol/reasons';
import type {
  RoomEntry,
  RoomMember,
  RoomSummary,
  RoomVouch,
} from '../../shared/protocol/room-messages';
import { nameKey } from '../../shared/text/sanitise';
import {
  type Guest,
  KICKED_OUT_MS,
  type Place,
  type Revival,
  Room,
  type RoomSettings,
} from './room';
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

/** What somebody who was a member in an earlier run of the server has kept of that. */
export interface Earlier extends Place {
  readonly epoch: number;
  readonly settings: RoomSettings;
  readonly isOwner: boolean;
  /** Others like them may come until then. */
  readonly untilMs: number;
}

/** How somebody comes in. */
export interface Coming {
  /** They have shown that the room is theirs. */
  readonly isOwner: boolean;
  readonly vouch?: RoomVouch | undefined;
}

/** Whether somebody is in their room again, or why they are not. */
export interface Comeback {
  readonly entry: RoomEntry | null;
  readonly closed: RoomClosedReason | null;
}

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
  private readonly changedEmitter = new Emitter<Room>();
  /** What its members keep of a room for a restart is out of date. */
  readonly onChanged: Event<Room> = this.changedEmitter.event;
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

  findByIdentity(identity: string): Room | undefined {
    return this.all.find((room) => room.identity === identity);
  }

  /**
   * Adds a room that nobody is in yet. `slug` must be free. `identity`: of a room that is made
   * again; left out, that of its owner's key, or a new one.
   */
  open(
    slug: string,
    settings: RoomSettings,
    ownerKeyHash: string | null,
    identity = ownerKeyHash ?? this.options.createId(),
  ): Room {
    const { clock, tell } = this.options;
    const room = new Room(slug, settings, ownerKeyHash, tell, clock.nowMs(), identity);
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
   * Takes a seat, or says why there is none. To its owner a lock opens; there is no more than the
   * room holds for anybody.
   */
  enter(room: Room, guest: Guest, { isOwner, vouch }: Coming): Outcome<RoomEntry> {
    const refusal = this.refusalOf(room, guest, isOwner);
    if (refusal !== null) return err(refusal);
    const entry = this.seat(room, guest, isOwner, { id: this.options.createId(), vouch });
    return entry === null ? err('server-error') : ok(entry);
  }

  /**
   * Takes up a membership of an earlier run of the server: neither password nor lock matter, as
   * they did not then. Whoever knows of a later change of the room than those who are back already
   * says what the room is now, and those have to leave it: they were put out, or had left, before
   * it.
   */
  enterAgain(room: Room, guest: Guest, earlier: Earlier): Comeback {
    const { epoch, untilMs } = earlier;
    const isBanned = room.isKeptOut(guest, this.options.clock.nowMs());
    if (this.byGuest.has(guest.key) || isBanned) return { entry: null, closed: null };
    const revival = (room.revival ??= { epoch, untilMs, returned: new Set() });
    if (epoch < revival.epoch) return { entry: null, closed: null };
    if (epoch > revival.epoch) this.replaceRevival(room, revival, earlier);
    if (room.isFull) return { entry: null, closed: 'full' };
    room.epoch = Math.max(room.epoch, epoch);
    revival.returned.add(guest.key);
    return { entry: this.seat(room, guest, earlier.isOwner, earlier), closed: null };
  }

  /** Whether there was a room to leave. */
  leave(key: string): boolean {
    return this.remove(key, 'left');
  }

  /** Puts a member out and keeps them out for a while. */
  kick(room: Room, memberId: string): void {
    const guest = room.guestOf(memberId);
    if (guest === null) return;
    room.keepOut(guest, this.options.clock.nowMs() + KICKED_OUT_MS);
    this.close(guest.key, guest.isAway, 'kicked');
    this.remove(guest.key, 'kicked');
    this.noteChange(room);
  }

  /** Puts everybody out and forgets the room. */
  stop(room: Room, exceptKey?: string): void {
    for (const { key, isAway } of this.empty(room)) {
      if (key !== exceptKey) this.close(key, isAway, 'stopped');
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
  resume(key: string): Comeback {
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
    this.noteChange(room);
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

  /** The server stops. Nobody is told that they are out: they may be back with the next one. */
  stopAll(): void {
    for (const room of this.all) this.empty(room);
  }

  dispose(): void {
    for (const { end } of this.entries.values()) end.dispose();
    this.entries.clear();
    this.byGuest.clear();
    this.listed.clear();
    this.emptiedEmitter.dispose();
    this.activityEmitter.dispose();
    this.changedEmitter.dispose();
  }

  private seat(room: Room, guest: Guest, isOwner: boolean, place: Place): RoomEntry | null {
    this.byGuest.set(guest.key, room);
    if (isOwner) this.setOwner(room, guest);
    room.add(guest, place);
    this.touch(room);
    const entry = room.entryOf(guest.key);
    if (entry !== null) {
      this.activityEmitter.fire({ kind: 'joined', slug: room.slug, member: entry.you });
    }
    return entry;
  }

  private replaceRevival(room: Room, revival: Revival, { epoch, settings }: Earlier): void {
    for (const key of revival.returned) {
      if (this.byGuest.get(key) !== room) continue;
      this.close(key, room.memberOf(key)?.isAway ?? false, 'kicked');
      this.remove(key, 'kicked');
    }
    revival.returned.clear();
    revival.epoch = epoch;
    // A kept room's settings were written down before anybody was told of them.
    if (!room.settings.isKept) Object.assign(room.settings, settings);
  }

  private noteChange(room: Room): void {
    room.epoch += 1;
    this.changedEmitter.fire(room);
  }

  /** Forgets a room; says who was in it. */
  private empty(room: Room): readonly { readonly key: string; readonly isAway: boolean }[] {
    this.forget(room);
    return room.guests.flatMap(({ key }) => {
      const member = room.memberOf(key);
      this.byGuest.delete(key);
      if (member === null) return [];
      this.activityEmitter.fire({ kind: 'left', slug: room.slug, member });
      return [{ key, isAway: member.isAway }];
    });
  }

  private findListed(name: string): Room | undefined {
    return this.listed.get(slugOf(name)) ?? this.listed.get(nameKeyOf(name));
  }

  private refusalOf(room: Room, guest: Guest, isOwner: boolean): RefusalReason | null {
    if (this.byGuest.has(guest.key)) return 'already-in-room';
    // It may have ended while the password was looked at.
    if (!this.isOpen(room)) return 'room-refused';
    if (!isOwner) {
      if (room.isKeptOut(guest, this.options.clock.nowMs())) return 'kicked';
      if (room.settings.isLocked) return 'room-locked';
    }
    return room.isFull || this.isReserved(room) ? 'room-full' : null;
  }

  /** While its members may still be on the way back, nobody else gets one of a room's few seats. */
  private isReserved({ settings, revival }: Room): boolean {
    if (settings.limit === null || revival === null) return false;
    return this.options.clock.nowMs() < revival.untilMs;
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
