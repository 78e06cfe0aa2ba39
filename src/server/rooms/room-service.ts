import pLimit from 'p-limit';
import { type Event, Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { err, ok, type Result } from '../../shared/base/result';
import { isVouchedFor, type RoomDoor } from '../../shared/identity/room-key';
import type { RequestPayload } from '../../shared/protocol/events';
import type { JsonValue } from '../../shared/protocol/json';
import { PASSWORD_TRIES } from '../../shared/protocol/limits';
import type { RefusalReason } from '../../shared/protocol/reasons';
import type { RoomInfo, RoomVouch } from '../../shared/protocol/room-messages';
import { addressKeyOf } from '../client-address';
import { hashToken, isTokenOf, type RandomSource } from '../random';
import { PasswordGate } from './password-gate';
import { type RoomEntry, RoomLocks, vouchOf } from './room-locks';
import { type Guest, infoOf, type Room, type RoomSettings } from './room';
import { RoomPersistence } from './room-persistence';
import { sanitiseRoomName, sanitiseTopic } from './room-name';
import {
  DEFAULT_MAX_KEPT_ROOMS,
  type Endpoint,
  idleRoomMsOf,
  type RoomOptions,
} from './room-options';
import { type Made, type Maker, mayMakeAnother, NO_MAKER } from './room-quotas';
import type { ServerClock } from '../system-clock';
import type { RoomRegistry } from './room-registry';
import { MemoryRoomStore } from './room-store';
import type { RoomTicket } from './room-tickets';
import { slugOf, unguessableSlug } from './slug';

export interface RoomServiceComponents {
  readonly registry: RoomRegistry;
  readonly clock: ServerClock;
  readonly random: RandomSource;
  readonly logger: Logger;
  /** The same 22 letters for the same text, of which they tell nothing. */
  readonly digest: (text: string) => string;
}

type Outcome<T> = Result<T, RefusalReason>;
/** A room as its maker wants it: a client makes the lock itself, a program has it made here. */
type RoomRequest = RequestPayload<'room:create'> & { readonly password?: string | undefined };

type SettingsChange = RequestPayload<'room:set'>;

/** A room that may be opened now: nothing else can get its slug until then. */
export interface PlannedRoom {
  readonly slug: string;
  readonly settings: RoomSettings;
  readonly ownerKeyHash: string;
  /** For whoever makes the room; only its hash is kept. */
  readonly ownerKey: string;
  readonly maker: Maker;
}

/** An event of an application, as a member sent it. */
export interface AppEvent {
  readonly slug: string;
  /** The ids of members; `to` is `null` when it went to all. */
  readonly from: string;
  readonly to: string | null;
  readonly type: string;
  readonly data: JsonValue;
}

/** Somebody who may take a seat now, if there is one. */
export interface Admitted {
  readonly room: Room;
  readonly isOwner: boolean;
  /** What the others are shown of it. */
  readonly vouch: RoomVouch | undefined;
}

/**
 * Everything about rooms that takes time: passwords, the file, the program's own say. What it
 * grants is used up in one step afterwards, by whoever asked.
 */
export class RoomService implements Disposable {
  private readonly locks: RoomLocks;
  private readonly gate: PasswordGate;
  private readonly keeper: RoomPersistence;
  private readonly planned = new Map<string, Made>();
  private readonly changes = pLimit(1);
  private readonly disposables = new DisposableStore();
  private readonly appEventEmitter = new Emitter<AppEvent>();
  /** What members' programs tell each other, for the program that the server is part of. */
  readonly onAppEvent: Event<AppEvent> = this.appEventEmitter.event;

  constructor(
    private readonly components: RoomServiceComponents,
    private readonly options: RoomOptions,
  ) {
    this.locks = new RoomLocks(components.digest, options.scryptCost);
    this.gate = new PasswordGate(
      components.clock,
      options.passwordTries ?? PASSWORD_TRIES,
      options.passwordTriesPerRoom,
    );
    const store = options.store ?? new MemoryRoomStore();
    const { registry, logger, clock } = components;
    const idleRoomMs = idleRoomMsOf(options);
    this.keeper = new RoomPersistence(store, registry, logger, { clock, idleRoomMs });
    this.disposables.add(this.keeper);
    this.disposables.add(this.appEventEmitter);
  }

  noteEvent(event: AppEvent): void {
    this.appEventEmitter.fire(event);
  }

  get mayMembersDescribe(): boolean {
    return this.options.describedBy !== 'server';
  }

  /** For a client: `plan`, where clients may make rooms at all. */
  async planFor(
    endpoint: Endpoint,
    guest: Guest,
    request: RoomRequest,
  ): Promise<Outcome<PlannedRoom>> {
    if (this.options.pools === 'private') return err('not-allowed');
    if (request.isKept === true && !this.mayKeepMore()) return err('too-many-rooms');
    const maker = makerOf(guest, endpoint.address);
    const isKept = request.isKept ?? false;
    if (!mayMakeAnother({ maker, isKept }, this.madeRooms())) return err('room-quota');
    const planned = await this.plan(request, maker);
    if (!planned.ok) return planned;
    const { slug, settings } = planned.value;
    let isAllowed = false;
    try {
      isAllowed = await this.isAllowed(endpoint, infoOf(slug, settings, null));
    } finally {
      // Also where the program that is asked fails: its rooms' names would stay taken.
      if (!isAllowed) await this.cancel(planned.value);
    }
    return isAllowed ? planned : err('not-allowed');
  }

  /** Everything that a new room takes, up to a place in the file; then `open` it or `cancel` it. */
  async plan(request: RoomRequest, maker = NO_MAKER): Promise<Outcome<PlannedRoom>> {
    const name = sanitiseRoomName(request.name);
    if (name === null) return err('room-name-invalid');
    if (!this.components.registry.hasPlaceFor(this.planned.size)) return err('too-many-rooms');
    const slug = this.findSlug(name, request.isPrivate);
    if (slug === null) return err('room-exists');
    this.planned.set(slug, { maker, isKept: request.isKept ?? false });
    let isPlanned = false;
    try {
      const planned = await this.furnish(slug, name, request, maker);
      isPlanned = planned.ok;
      return planned;
    } finally {
      if (!isPlanned) this.planned.delete(slug);
    }
  }

  /**
   * Makes a room again that an earlier run of the server had, as one of its members kept it;
   * `null`: there is no place, none is made for members, or that one may make no more. A slug or
   * name that somebody took meanwhile is theirs: the room is not listed then, and has another slug.
   */
  openAgain(ticket: RoomTicket, maker: Maker): Room | null {
    const { slug, settings, ownerKeyHash, identity, isStaying } = ticket;
    const { registry, random } = this.components;
    const isPlace = registry.hasPlaceFor(this.planned.size);
    if (isStaying || this.options.pools === 'private' || !isPlace) return null;
    // Written down before it was said to be kept: it was ended since.
    if (settings.isKept && this.options.store !== undefined) return null;
    const { name, isPrivate } = settings;
    // As many tickets as somebody gathered, they are worth as many rooms as they may make.
    if (!mayMakeAnother({ maker, isKept: settings.isKept }, this.madeRooms())) return null;
    const isTaken = registry.has(slug) || this.planned.has(slug);
    const isFree = !isTaken && (isPrivate || !registry.isListed(name));
    const isKept = settings.isKept && this.mayKeepMore();
    const room = registry.open(
      isFree ? slug : unguessableSlug(name, () => random.fraction()),
      { ...settings, isPrivate: isPrivate || !isFree, isKept },
      ownerKeyHash,
      identity,
    );
    room.maker = maker;
    if (isKept) void this.keeper.write(room, room.settings);
    return room;
  }

  /** Whether the program that the server is part of lets a member come back. */
  allowsAgain(endpoint: Endpoint, { slug, settings, owner }: RoomTicket): Promise<boolean> {
    return this.isAllowed(endpoint, infoOf(slug, settings, owner));
  }

  open({ slug, settings, ownerKeyHash, maker }: PlannedRoom): Room {
    this.planned.delete(slug);
    const room = this.components.registry.open(slug, settings, ownerKeyHash);
    room.maker = maker;
    return room;
  }

  async cancel({ slug, settings }: PlannedRoom): Promise<void> {
    if (settings.isKept) await this.keeper.remove(slug);
    this.planned.delete(slug);
  }

  /** What is to be known of a room for entering it by a password, whether or not there is one. */
  door(text: string): Omit<RoomDoor, 'nonce'> {
    const room = this.components.registry.find(text);
    return this.locks.doorOf(room?.settings.lock ?? null, room?.slug ?? slugOf(text));
  }

  /** Says whether somebody may enter, as far as it is not about seats. */
  async admit(
    endpoint: Endpoint,
    guest: Guest,
    { slug, ownerKey }: RequestPayload<'room:join'>,
    entry: RoomEntry | null,
  ): Promise<Outcome<Admitted>> {
    const room = this.components.registry.find(slug) ?? this.openByItself(endpoint, guest, slug);
    const isOwner = room !== undefined && isOwnerOf(room, guest, ownerKey);
    const isLocked = room?.settings.lock !== null;
    // Its owner needs no password, but one that they give is to be the right one.
    if (isLocked && (entry !== null || !isOwner)) {
      const refusal = this.refusalOf(room, slug, entry, endpoint.address);
      if (refusal !== null) return err(refusal);
    }
    if (room === undefined) return err('room-refused');
    const vouch = isLocked && entry !== null ? vouchOf(entry) : undefined;
    if (await this.isAllowed(endpoint, room.info())) return ok({ room, isOwner, vouch });
    return err(room.settings.isPrivate ? 'room-refused' : 'not-allowed');
  }

  /** Changes settings, in the file first; the others in the room are told. */
  async set(
    room: Room,
    exceptKey: string | null,
    change: SettingsChange,
  ): Promise<Outcome<RoomInfo>> {
    // One after the other: what is written starts from what the one before has made of it.
    return this.changes(() => this.apply(room, exceptKey, change));
  }

  /** Puts everybody out at once, and forgets the room, in the file too. */
  async stop(room: Room, exceptKey?: string): Promise<void> {
    this.components.registry.stop(room, exceptKey);
    await this.changes(async () => {
      if (room.settings.isKept) await this.keeper.remove(room.slug);
    });
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async apply(
    room: Room,
    exceptKey: string | null,
    { topic, limit, ...rest }: SettingsChange,
  ): Promise<Outcome<RoomInfo>> {
    if (!this.components.registry.isOpen(room)) return err('not-in-room');
    const { isKept: wasKept } = room.settings;
    const next: RoomSettings = {
      ...room.settings,
      ...rest,
      ...(topic === undefined ? {} : { topic: sanitiseTopic(topic) }),
      ...(limit === undefined ? {} : { limit: this.limitOf(limit) }),
    };
    if (next.isKept && !wasKept) {
      if (!this.mayKeepMore()) return err('too-many-rooms');
      const others = this.madeRooms(room);
      if (!mayMakeAnother({ maker: room.maker, isKept: true }, others)) return err('room-quota');
    }
    const isDone = next.isKept
      ? await this.keeper.write(room, next)
      : !wasKept || (await this.keeper.remove(room.slug));
    if (!isDone) return err('server-error');
    Object.assign(room.settings, next);
    this.components.registry.tellChanged(room, exceptKey);
    return ok(room.info());
  }

  private async furnish(
    slug: string,
    name: string,
    { isPrivate, isKept = false, isLocked = false, limit, lock, password }: RoomRequest,
    maker: Maker,
  ): Promise<Outcome<PlannedRoom>> {
    const settings: RoomSettings = {
      name,
      topic: '',
      isPrivate,
      isLocked,
      isKept,
      limit: this.limitOf(limit ?? null),
      lock: password === undefined ? (lock ?? null) : await this.locks.lock(password),
    };
    const ownerKey = this.components.random.token();
    const ownerKeyHash = hashToken(ownerKey);
    const nowMs = this.components.registry.nowMs();
    const kept = { slug, settings, ownerKeyHash, maker, lastActiveAtMs: nowMs };
    const isDone = !isKept || (await this.keeper.put(kept));
    return isDone ? ok({ slug, settings, ownerKeyHash, ownerKey, maker }) : err('server-error');
  }

  /** A slug that is free, or `null` when a listed room has that name. */
  private findSlug(name: string, isPrivate: boolean): string | null {
    const { registry, random } = this.components;
    const chance = (): number => random.fraction();
    const slug = slugOf(name);
    if (isPrivate) return unguessableSlug(name, chance);
    if (registry.isListed(name) || this.planned.has(slug)) return null;
    // That a room which is not listed has that slug must not show.
    return slug === '' || registry.has(slug) ? unguessableSlug(name, chance) : slug;
  }

  private openByItself(endpoint: Endpoint, guest: Guest, name: string): Room | undefined {
    if (this.options.pools !== 'auto') return undefined;
    const maker = makerOf(guest, endpoint.address);
    if (!mayMakeAnother({ maker, isKept: false }, this.madeRooms())) return undefined;
    const safe = sanitiseRoomName(name);
    if (safe === null || !this.components.registry.hasPlaceFor(this.planned.size)) return undefined;
    const slug = this.findSlug(safe, false);
    if (slug === null) return undefined;
    const limit = this.limitOf(null);
    const rest = { isPrivate: false, isLocked: false, isKept: false, lock: null };
    const settings = { name: safe, topic: '', limit, ...rest };
    const room = this.components.registry.open(slug, settings, null);
    room.maker = maker;
    return room;
  }

  /**
   * Looks at what somebody signed with a password. A room that is not there, and a room that is not
   * listed, are refused in the same words and after the same work.
   */
  private refusalOf(
    room: Room | undefined,
    text: string,
    entry: RoomEntry | null,
    address: string,
  ): RefusalReason | null {
    const isListed = room !== undefined && !room.settings.isPrivate;
    const refusal = isListed ? 'password-wrong' : 'room-refused';
    if (entry === null) return refusal;
    // However the name is written, it is one count.
    const counted = room?.slug ?? slugOf(text);
    const lock = room?.settings.lock ?? null;
    const verdict = this.gate.look(counted, address, () => this.locks.opens(lock, counted, entry));
    const refusals = {
      right: null,
      wrong: refusal,
      throttled: 'password-throttled',
    } as const;
    return refusals[verdict];
  }

  private async isAllowed(endpoint: Endpoint, room: RoomInfo): Promise<boolean> {
    return (await this.options.allows?.(endpoint, room)) ?? true;
  }

  private limitOf(wanted: number | null): number | null {
    const { maxGuests = null } = this.options;
    if (wanted === null || maxGuests === null) return wanted ?? maxGuests;
    return Math.min(wanted, maxGuests);
  }

  /** Those that are there and those about to be, `except` left out. */
  private madeRooms(except?: Room): readonly Made[] {
    const open = this.components.registry.all.filter((room) => room !== except);
    const made = open.map(({ maker, settings }) => ({ maker, isKept: settings.isKept }));
    return [...made, ...this.planned.values()];
  }

  private mayKeepMore(): boolean {
    return this.keeper.size < (this.options.maxKeptRooms ?? DEFAULT_MAX_KEPT_ROOMS);
  }
}

/** That whoever makes a room knows its password, if they have shown it: for the others in it. */
export function makersVouch(
  { publicKey }: Guest,
  { lock, vouch }: RequestPayload<'room:create'>,
): RoomVouch | undefined {
  if (!publicKey || lock === undefined) return undefined;
  return isVouchedFor(lock.key, '', { key: publicKey, vouch }) ? vouch : undefined;
}

function makerOf({ publicKey = null }: Guest, address: string): Maker {
  return { addressKey: addressKeyOf(address), publicKey };
}

/** Whoever made it, while they are signed in; later on, whoever has its key. */
function isOwnerOf(room: Room, guest: Guest, ownerKey: string | undefined): boolean {
  if (room.isOwnedBy(guest.key)) return true;
  if (ownerKey === undefined || room.ownerKeyHash === null) return false;
  return isTokenOf(room.ownerKeyHash, ownerKey);
}
