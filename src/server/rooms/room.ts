import { addressKeyOf } from '../client-address';
import type { Connection } from '../connection';
import { type Maker, NO_MAKER } from './room-quotas';
import type { JsonValue } from '../../shared/protocol/json';
import type { Push } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import type {
  RoomEntry,
  RoomInfo,
  RoomLock,
  RoomMember,
  RoomSummary,
  RoomVouch,
} from '../../shared/protocol/room-messages';

/** Somebody who is signed in, as rooms know them: by the key under which their name is unique. */
export interface Guest {
  readonly key: string;
  readonly name: string;
  /** Proved to the server; left out or `null`: none. */
  readonly publicKey?: PublicKey | null;
  /** By which gateway they came; left out or `null`: by none. */
  readonly via?: string | null;
  /** Over which they are here now; `null`: none. */
  readonly connection?: Pick<Connection, 'id' | 'address'> | null;
}

export interface RoomSettings {
  name: string;
  topic: string;
  readonly isPrivate: boolean;
  isLocked: boolean;
  isKept: boolean;
  limit: number | null;
  /** Of its password; `null`: none. */
  lock: RoomLock | null;
}

/** How long a guest who was put out stays out; to keep somebody out for good, there is the lock. */
export const KICKED_OUT_MS = 600_000;

/** What a member is beside their name and key. */
export interface Place {
  /** Among the members. */
  readonly id: string;
  readonly description?: JsonValue;
  /** That they know the password, as the others are shown it. */
  readonly vouch?: RoomVouch | undefined;
}

interface Seat extends Omit<RoomMember, 'key'> {
  readonly guest: Guest;
  /** As they came in: whoever is away has no connection to know them by. */
  readonly marks: readonly string[];
  description: JsonValue;
  isAway: boolean;
}

/** What is known of a room by the tickets of its members. */
export interface Revival {
  /** The newest change of the room that a member knew of. */
  epoch: number;
  /** Members may come back, and a room with a limit has no place for others, until then. */
  readonly untilMs: number;
  /** The keys of those who are back. */
  readonly returned: Set<string>;
}

/** One room and who is in it. Decides nothing about who may: that is the registry's. */
export class Room {
  owner: Guest | null = null;
  /** Belongs to the program that the server is part of: does not end by itself. */
  isStaying = false;
  /** Whose it is for quotas. */
  maker: Maker = NO_MAKER;
  lastActiveAtMs: number;
  /** Counts what changed of the room for all of its members: settings, owner, who was put out. */
  epoch = 0;
  /** Made again, or taken up again, by members of an earlier run of the server. */
  revival: Revival | null = null;
  private readonly seats = new Map<string, Seat>();
  private readonly keptOutUntilMs = new Map<string, number>();

  constructor(
    readonly slug: string,
    readonly settings: RoomSettings,
    /** A hash of the key that makes its maker the owner again; `null`: nobody's room. */
    readonly ownerKeyHash: string | null,
    private readonly tell: (key: string, push: Push) => void,
    nowMs: number,
    private readonly ownIdentity: string,
  ) {
    this.lastActiveAtMs = nowMs;
  }

  /**
   * Tells this room from any other, before and after a restart; a slug may be another room's then.
   */
  get identity(): string {
    return this.isStaying ? `staying:${this.slug}` : this.ownIdentity;
  }

  /** Members whose connection is up. Only they take a place. */
  get people(): number {
    let count = 0;
    for (const seat of this.seats.values()) if (!seat.isAway) count += 1;
    return count;
  }

  get isEmpty(): boolean {
    return this.seats.size === 0;
  }

  get isFull(): boolean {
    const { limit } = this.settings;
    return limit !== null && this.people >= limit;
  }

  get guests(): readonly Guest[] {
    return [...this.seats.values()].map(({ guest }) => guest);
  }

  get members(): readonly RoomMember[] {
    return [...this.seats.values()].map(toMember);
  }

  isOwnedBy(key: string): boolean {
    return this.owner?.key === key;
  }

  info(): RoomInfo {
    return infoOf(this.slug, this.settings, this.owner);
  }

  summary(): RoomSummary {
    return { ...this.info(), people: this.people, lastActiveAtMs: this.lastActiveAtMs };
  }

  /** The room as `key` sees it; `null` when they are not in it. */
  entryOf(key: string): RoomEntry | null {
    const you = this.seats.get(key);
    if (you === undefined) return null;
    const others = [...this.seats.values()].filter((seat) => seat !== you);
    return { room: this.info(), you: toMember(you), members: others.map(toMember) };
  }

  memberOf(key: string): RoomMember | null {
    const seat = this.seats.get(key);
    return seat === undefined ? null : toMember(seat);
  }

  /** Whose place `id` is; `null` when nobody of that id is here. */
  guestOf(id: string): (Guest & { readonly isAway: boolean }) | null {
    const seat = this.seatOf(id);
    return seat === undefined ? null : { ...seat.guest, isAway: seat.isAway };
  }

  add(guest: Guest, { id, description = null, vouch }: Place): void {
    const { name } = guest;
    const marks = marksOf(guest);
    const seat: Seat = { id, name, description, isAway: false, vouch, guest, marks };
    this.seats.set(guest.key, seat);
    this.tellOthers(guest.key, { name: 'room:joined', payload: { member: toMember(seat) } });
  }

  remove(key: string, reason: 'left' | 'kicked' | 'lost'): void {
    const seat = this.seats.get(key);
    if (seat === undefined) return;
    this.seats.delete(key);
    this.tellOthers(key, { name: 'room:left', payload: { member: seat.id, reason } });
  }

  setAway(key: string, isAway: boolean): void {
    const seat = this.seats.get(key);
    if (seat === undefined || seat.isAway === isAway) return;
    seat.isAway = isAway;
    const name = isAway ? 'room:away' : 'room:back';
    this.tellOthers(key, { name, payload: { member: seat.id } });
  }

  /** Tells the others, and whoever it is about too when somebody else said it. */
  describe(id: string, description: JsonValue, isOwnWord: boolean): void {
    const seat = this.seatOf(id);
    if (seat === undefined) return;
    seat.description = description;
    const push: Push = { name: 'room:described', payload: { member: id, description } };
    if (isOwnWord) this.tellOthers(seat.guest.key, push);
    else this.tellAll(push);
  }

  /** Keeps a guest out under any name over the same connection, or from the same address. */
  keepOut(guest: Guest, untilMs: number): void {
    const marks = [...marksOf(guest), ...(this.seats.get(guest.key)?.marks ?? [])];
    for (const mark of marks) this.keptOutUntilMs.set(mark, untilMs);
  }

  isKeptOut(guest: Guest, nowMs: number): boolean {
    for (const [each, untilMs] of this.keptOutUntilMs) {
      if (untilMs <= nowMs) this.keptOutUntilMs.delete(each);
    }
    return marksOf(guest).some((mark) => this.keptOutUntilMs.has(mark));
  }

  tellOthers(key: string, push: Push): void {
    for (const each of this.seats.keys()) if (each !== key) this.tell(each, push);
  }

  tellAll(push: Push): void {
    for (const each of this.seats.keys()) this.tell(each, push);
  }

  private seatOf(id: string): Seat | undefined {
    return [...this.seats.values()].find((seat) => seat.id === id);
  }
}

/**
 * By what a guest who was put out is known again. This machine's own address says nothing of
 * anybody.
 */
function marksOf({ key, publicKey, connection }: Guest): string[] {
  const marks = [`person ${key}`];
  if (publicKey) marks.push(`identity ${publicKey}`);
  if (connection === undefined || connection === null) return marks;
  marks.push(`connection ${connection.id}`);
  const addressKey = addressKeyOf(connection.address);
  if (addressKey !== null) marks.push(`address ${addressKey}`);
  return marks;
}

/** What may be told of a room: all but its lock. */
export function infoOf(slug: string, settings: RoomSettings, owner: Guest | null): RoomInfo {
  const { name, topic, isPrivate, isLocked, isKept, limit, lock } = settings;
  return {
    slug,
    name,
    topic,
    isPrivate,
    isLocked,
    hasPassword: lock !== null,
    limit,
    isKept,
    owner: owner?.name ?? null,
  };
}

function toMember({ id, name, description, isAway, vouch, guest }: Seat): RoomMember {
  const { publicKey, via } = guest;
  return {
    id,
    name,
    description,
    isAway,
    ...(publicKey ? { key: publicKey } : {}),
    ...(via ? { via } : {}),
    ...(vouch ? { vouch } : {}),
  };
}
