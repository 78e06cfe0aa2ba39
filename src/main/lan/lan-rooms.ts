import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import {
  findHost,
  LAN_SUFFIX,
  nameOfNewNearRoom,
  type NearHost,
  readNearRoom,
} from '../../shared/lan/room-address';
import { afterPush, pushesBetween, pushesWhileLost } from '../../shared/lan/room-changes';
import type { Push, PushName, RequestPayload } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import {
  isSlug,
  type RoomEntry,
  type RoomInfo,
  type RoomMember,
  type RoomSummary,
} from '../../shared/protocol/room-messages';
import type {
  AppRequestName,
  Outcome,
  SignallingState,
} from '../../shared/signalling/signalling-api';
import { nameKey } from '../../shared/text/sanitise';
import type { Asked } from './asked';
import type { RoomVisitor } from './room-visitor';

/** Somebody who may have rooms. */
export interface RoomHost extends NearHost {
  readonly rooms: RoomVisitor;
}

export interface LanRoomsPorts {
  readonly own: RoomVisitor;
  readonly clock: Clock;
  /** Everybody with whom there is a link. */
  hosts(): readonly RoomHost[];
  /** The name under which others on the network find the local user. */
  ownName(): string;
  /** The name under which the window has the local user. */
  accountName(): string;
  /** The name under which the window has the owner of `key`, who calls themselves `own`. */
  nameOf(key: PublicKey | undefined, own: string): string;
  tell(push: Push): void;
}

/** How long a list waits for a host to say what rooms they have. */
const LIST_PATIENCE_MS = 5_000;
/** Requests about the room that one is in. */
const IN_ROOM: readonly AppRequestName[] = [
  'room:leave',
  'room:stop',
  'room:set',
  'room:kick',
  'room:signal',
  'room:say',
  'room:describe',
  'room:event',
];

/** Pushes of a room that name nobody, and are passed on as they are. */
const PASSED: readonly PushName[] = [
  'room:left',
  'room:away',
  'room:back',
  'room:described',
  'room:signal',
  'room:event',
];

interface Stay {
  readonly visitor: RoomVisitor;
  /** The room as the window has it. */
  entry: RoomEntry;
  /** The window's names of its members, by the hub's (`nameKey`). */
  readonly names: Map<string, string>;
  readonly listening: DisposableStore;
}

type Entered = { readonly ok: true } & RoomEntry;

/**
 * Rooms on the network: those that the local user has, and their stay in one of these or of
 * somebody else's. To the window it is a room as a server has it; who is in it is called as
 * everybody on the network is.
 */
export class LanRooms implements Disposable {
  private stay: Stay | null = null;
  private isEntering = false;
  /** What makes the local user the owner of their own rooms again. */
  private readonly ownerKeys = new Map<string, string>();

  constructor(private readonly ports: LanRoomsPorts) {}

  /** `null`: in none. */
  get current(): RoomEntry | null {
    return this.stay?.entry ?? null;
  }

  /** `null`: that is not about a room on the network. */
  ask(asked: Asked): Promise<Outcome<AppRequestName>> | null {
    const { name, payload } = asked;
    if (name === 'room:create') return this.create(payload);
    if (name === 'room:door') return this.door(payload.slug);
    if (name === 'room:join') return this.join(payload);
    if (this.stay === null) return null;
    if (name === 'call:invite') return Promise.resolve({ ok: false, reason: 'already-in-room' });
    return IN_ROOM.includes(name) ? this.askInRoom(this.stay, asked) : null;
  }

  /** Those that are listed, of everybody who says so in time. */
  async list(): Promise<readonly RoomSummary[]> {
    const visitors = [this.ports.own, ...this.ports.hosts().map(({ rooms }) => rooms)];
    const lists = await Promise.all(visitors.map((visitor) => this.listOf(visitor)));
    return lists.flat();
  }

  /** Whoever had the room is gone. */
  handleGone(rooms: RoomVisitor): void {
    if (this.stay?.visitor === rooms) this.close();
  }

  dispose(): void {
    this.close();
    this.ports.own.dispose();
  }

  // ── in and out ───────────────────────────────────────────────────────────────────────────────

  private create(payload: RequestPayload<'room:create'>): Promise<Outcome<'room:create'>> | null {
    const name = nameOfNewNearRoom(payload.name);
    if (name === null) return null;
    const { own } = this.ports;
    return this.enter(own, () => own.request('room:create', { ...payload, name })).then(
      (outcome) => {
        if (outcome.ok) this.ownerKeys.set(outcome.room.slug, outcome.ownerKey);
        return outcome;
      },
    );
  }

  private door(text: string): Promise<Outcome<'room:door'>> | null {
    const meant = this.find(text);
    if (meant === null) return null;
    const { visitor, slug } = meant;
    return visitor.request('room:door', { slug }).then((outcome) => {
      // What is signed for another of their rooms would be good there.
      const isOther =
        outcome.ok && isSlug(slug.toLowerCase()) && outcome.slug !== slug.toLowerCase();
      return isOther ? { ok: false, reason: 'server-error' } : outcome;
    });
  }

  private join(payload: RequestPayload<'room:join'>): Promise<Outcome<'room:join'>> | null {
    const meant = this.find(payload.slug);
    if (meant === null) return null;
    const { visitor, slug } = meant;
    const ownerKey = visitor === this.ports.own ? this.ownerKeys.get(slug) : undefined;
    const wish = { ...payload, slug, ...(ownerKey !== undefined && { ownerKey }) };
    return this.enter(visitor, () => visitor.request('room:join', wish));
  }

  /** Who is meant by `ROOM@HOST`. */
  private find(text: string): { readonly visitor: RoomVisitor; readonly slug: string } | null {
    const address = readNearRoom(text);
    if (address === null) return null;
    const { room: slug, host } = address;
    const own = nameKey(this.ports.ownName());
    if (nameKey(host) === own || nameKey(host) === 'lan') return { visitor: this.ports.own, slug };
    const found = findHost(this.ports.hosts(), host);
    return found === null ? null : { visitor: found.rooms, slug };
  }

  private async enter<K extends 'room:create' | 'room:join'>(
    visitor: RoomVisitor,
    request: () => Promise<Outcome<K>>,
  ): Promise<Outcome<K>> {
    if (this.stay !== null || this.isEntering) return { ok: false, reason: 'already-in-room' };
    this.isEntering = true;
    const early: Push[] = [];
    const listening = new DisposableStore();
    const names = new Map<string, string>();
    let stay: Stay | null = null;
    listening.defer(
      visitor.onPush((push) => {
        if (stay === null) early.push(push);
        else this.handlePush(stay, push);
      }),
    );
    const outcome = await request();
    this.isEntering = false;
    if (!outcome.ok) {
      listening.dispose();
      return outcome;
    }
    const { room, you, members } = outcome as Entered;
    const entry = this.nameEntry(visitor, { room, you, members }, names);
    stay = { visitor, entry, names, listening };
    this.stay = stay;
    for (const push of early) this.handlePush(stay, push);
    const entered = stay;
    listening.add(
      visitor.onNextState((state) => {
        this.handleState(entered, state);
      }),
    );
    return { ...outcome, ...entry };
  }

  private async askInRoom(stay: Stay, asked: Asked): Promise<Outcome<AppRequestName>> {
    const { name, payload } = asked;
    if (name === 'room:leave') this.end(stay);
    const outcome = await stay.visitor.request(name, payload);
    if (!outcome.ok) return outcome;
    if (name === 'room:stop') this.end(stay);
    if (name === 'room:say' && 'message' in outcome) {
      const message = { ...outcome.message, from: this.ports.accountName() };
      return { ...outcome, message };
    }
    if (name !== 'room:set' || !('room' in outcome)) return outcome;
    const room = this.nameRoom(stay.visitor, outcome.room);
    stay.entry = { ...stay.entry, room };
    return { ok: true, room };
  }

  private end(stay: Stay): void {
    stay.listening.dispose();
    if (this.stay === stay) this.stay = null;
  }

  /** The local user is out of the room without having left it. */
  private close(reason: 'kicked' | 'stopped' | 'full' = 'stopped'): void {
    const { stay } = this;
    if (stay === null) return;
    this.end(stay);
    this.ports.tell({ name: 'room:closed', payload: { reason } });
  }

  // ── what hosts say ───────────────────────────────────────────────────────────────────────────

  private handleState(stay: Stay, state: SignallingState): void {
    if (state.kind === 'reconnecting') {
      for (const push of pushesWhileLost(stay.entry)) this.pass(stay, push);
    } else if (state.kind === 'signed-out') this.close();
    else if (state.kind === 'signed-in' && state.room !== undefined) this.takeUp(stay, state.room);
  }

  private takeUp(stay: Stay, room: RoomEntry | null): void {
    if (room?.you.id !== stay.entry.you.id) {
      this.close();
      return;
    }
    const now = this.nameEntry(stay.visitor, room, stay.names);
    for (const push of pushesBetween(stay.entry, now)) this.pass(stay, push);
    stay.entry = now;
  }

  /** Passes on what a host says of the room, and drops all else. */
  private handlePush(stay: Stay, push: Push): void {
    if (push.name === 'room:joined') {
      const member = this.nameMember(push.payload.member, stay.names);
      this.pass(stay, { ...push, payload: { member } });
    } else if (push.name === 'room:changed') {
      const room = this.nameRoom(stay.visitor, push.payload.room);
      this.pass(stay, { ...push, payload: { room } });
    } else if (push.name === 'room:message') {
      const from = stay.names.get(nameKey(push.payload.from));
      if (from !== undefined) this.ports.tell({ ...push, payload: { ...push.payload, from } });
    } else if (push.name === 'room:closed') this.close(push.payload.reason);
    else if (PASSED.includes(push.name)) this.pass(stay, push);
  }

  private pass(stay: Stay, push: Push): void {
    stay.entry = afterPush(stay.entry, push);
    this.ports.tell(push);
  }

  private async listOf(visitor: RoomVisitor): Promise<readonly RoomSummary[]> {
    const { clock } = this.ports;
    const late = new Promise<null>((resolve) => {
      clock.after(LIST_PATIENCE_MS, () => {
        resolve(null);
      });
    });
    const outcome = await Promise.race([visitor.request('room:list', {}), late]);
    if (outcome?.ok !== true) return [];
    return outcome.rooms.map((room) => ({ ...room, ...this.nameRoom(visitor, room) }));
  }

  // ── names ────────────────────────────────────────────────────────────────────────────────────

  private nameEntry(
    visitor: RoomVisitor,
    { room, you, members }: RoomEntry,
    names: Map<string, string>,
  ): RoomEntry {
    const own = this.ports.accountName();
    names.set(nameKey(you.name), own);
    return {
      room: this.nameRoom(visitor, room),
      you: { ...you, name: own },
      members: members.map((member) => this.nameMember(member, names)),
    };
  }

  /** Names a member by their key, as the host states it, and notes what the hub calls them. */
  private nameMember(member: RoomMember, names: Map<string, string>): RoomMember {
    const name = this.ports.nameOf(member.key, member.name);
    names.set(nameKey(member.name), name);
    return { ...member, name };
  }

  /** Names the host as the owner of the room, whoever they say has made it. */
  private nameRoom<R extends RoomInfo>(visitor: RoomVisitor, room: R): R {
    const { ports } = this;
    const isOwn = visitor === ports.own;
    const host = ports.hosts().find(({ rooms }) => rooms === visitor);
    const shown = isOwn ? ports.ownName() : host?.shown;
    const owner = room.owner === null ? null : isOwn ? ports.accountName() : (shown ?? null);
    return { ...room, owner, address: `${room.slug}@${shown ?? LAN_SUFFIX.slice(1)}` };
  }
}
