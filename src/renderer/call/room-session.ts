import { assertNever } from '../../shared/base/assert-never';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { KeptRoom } from '../../shared/call/kept-stay';
import {
  addMember,
  countOutsideMesh,
  enterRoom,
  type JoinedRoom,
  keyOf,
  meshPartners,
  removeMember,
  restoreRoom,
  resumeRoom,
  setAway,
  withoutStrangers,
} from '../../shared/call/room-state';
import type { RoomPush } from '../../shared/call/session-pushes';
import { publicRoomKey, type RoomKey } from '../../shared/identity/room-key';
import type { PushPayload, RequestPayload } from '../../shared/protocol/events';
import { RETURN_WINDOW_MS } from '../../shared/protocol/limits';
import type { ViewState } from '../../shared/protocol/peer-messages';
import type { RequestFailure, RoomClosedReason } from '../../shared/protocol/reasons';
import {
  roomAddress,
  type RoomEntry,
  type RoomMember,
  type RoomSummary,
} from '../../shared/protocol/room-messages';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import type { LinkDetails } from '../rtc/link-details';
import type { CallPorts } from './call-ports';
import { fireSafely } from './fire-safely';
import { type Entered, type NewRoom, OwnRooms, type OwnRoomsPorts } from './own-rooms';
import type { RoomSecret } from './room-password';
import { cleanEntry, cleanMember, cleanRoom } from './room-names';
import { MemberProofs } from './member-proofs';
import { MeshConnections } from './mesh-connections';

export type RoomPorts = OwnRoomsPorts &
  Pick<
    CallPorts,
    | 'linkFactory'
    | 'checkOffer'
    | 'signer'
    | 'createGlyphSource'
    | 'iceServers'
    | 'hidingFrom'
    | 'local'
    | 'grantMedia'
    | 'stays'
    | 'remote'
    | 'clock'
    | 'logger'
  >;

export type RoomOutcome = Result<JoinedRoom, RequestFailure>;

/**
 * Why the stay in a room is over: the user's own wish (`ended`: for everybody), or the server's
 * word.
 */
export type RoomEnd = 'left' | 'ended' | RoomClosedReason | 'lost';

/** Somebody came to, or left, the room of the local user. */
export interface RoomComing {
  readonly member: RoomMember;
  readonly what: 'joined' | 'left' | 'kicked' | 'lost';
}

/** A room of eight that all begin to talk at once. */
const MAX_EARLY_PUSHES = 500;

/**
 * The local user's stay in rooms, one at a time: the user's verbs, what the server says about the
 * room, and the connections with everybody in it. Knows nobody; all that it needs comes through its
 * ports.
 */
export class RoomSession implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<JoinedRoom | null>());
  /** The room of the local user, at every change of it; `null`: none. */
  readonly onChange = this.changeEmitter.event;
  private readonly comingEmitter = this.store.add(new Emitter<RoomComing>());
  readonly onComing = this.comingEmitter.event;
  private readonly endedEmitter = this.store.add(new Emitter<RoomEnd>());
  /** The stay is over, after `onChange` said so. */
  readonly onEnded = this.endedEmitter.event;
  private readonly listedEmitter = this.store.add(new Emitter<readonly RoomSummary[]>());
  /** The server said which rooms there are. */
  readonly onListed = this.listedEmitter.event;
  private readonly links: MeshConnections;
  /** Of what members say: it passes here before anything else sees it. */
  private readonly proofs: MemberProofs;

  private readonly own: OwnRooms;
  private room: JoinedRoom | null = null;
  private isEntering = false;
  /** What was said about a room before the answer to the request to enter it was read. */
  private early: RoomPush[] = [];
  /** What its password makes, to come back into the room after a break; `null`: it has none. */
  private roomKey: RoomKey | null = null;
  /** The server that was signed in to last, from its start to its end. */
  private run: string | undefined;
  /** Members of a room that was made again who are not back yet. */
  private awaited = new Set<string>();
  private readonly awaiting = this.store.add(new MutableDisposable<Disposable>());

  constructor(private readonly ports: RoomPorts) {
    this.own = new OwnRooms(ports);
    this.links = new MeshConnections(ports, (to, signal) => {
      this.proofs.send(to, signal);
    });
    this.proofs = new MemberProofs(ports, {
      handleOutgoing: (to, said) => {
        void ports.request('room:signal', { to, ...said });
      },
      handleIncoming: (from, signal) => {
        this.links.signal(from, signal);
      },
      handleForgery: (from) => {
        this.links.handleForgery(from);
      },
    });
    this.store.add(this.proofs);
    this.store.add(this.links);
    this.store.add(
      ports.remote.on('connection', () => {
        this.keepStay();
      }),
    );
  }

  /** `null`: none. */
  get current(): JoinedRoom | null {
    return this.room;
  }

  /** Whether the local user is in a room, or on the way into one. */
  get isIn(): boolean {
    return this.room !== null || this.isEntering;
  }

  // ── the user's verbs ─────────────────────────────────────────────────────────────────────────

  async create(wish: NewRoom): Promise<RoomOutcome> {
    return this.enter(() => this.own.create(wish));
  }

  /** `secret`: what the room opens with; `null`: nothing was given. */
  async join(slug: string, secret: RoomSecret | null = null): Promise<RoomOutcome> {
    return this.enter(() => this.own.join(slug, secret));
  }

  /** `false`: there is no room to leave. */
  leave(): boolean {
    if (this.room === null) return false;
    void this.ports.request('room:leave', {});
    this.end('left');
    return true;
  }

  async list(): Promise<Result<readonly RoomSummary[], RequestFailure>> {
    const outcome = await this.ports.request('room:list', {});
    if (!outcome.ok) return err(outcome.reason);
    const rooms = outcome.rooms.map((room) => ({ ...room, ...cleanRoom(room) }));
    fireSafely(this.listedEmitter, rooms, this.ports.logger);
    return ok(rooms);
  }

  /** Changes the room, if the local user is its owner. */
  async set(change: RequestPayload<'room:set'>): Promise<Result<void, RequestFailure>> {
    const outcome = await this.ports.request('room:set', change);
    if (!outcome.ok) return err(outcome.reason);
    if (this.room) this.become({ ...this.room, info: cleanRoom(outcome.room) });
    return ok(undefined);
  }

  async kick(memberId: string): Promise<Result<void, RequestFailure>> {
    const outcome = await this.ports.request('room:kick', { member: memberId });
    return outcome.ok ? ok(undefined) : err(outcome.reason);
  }

  /** Ends the room for everybody, if the local user is its owner. */
  async stop(): Promise<Result<void, RequestFailure>> {
    const id = this.room?.you.id;
    const outcome = await this.ports.request('room:stop', {});
    if (!outcome.ok) return err(outcome.reason);
    // Everybody else is told that it ended; whoever ended it is not.
    if (this.room !== null && this.room.you.id === id) this.end('ended');
    return ok(undefined);
  }

  setView(memberId: string, view: Omit<ViewState, 'kind'>): void {
    this.links.setView(memberId, { kind: 'view', ...view });
  }

  details(memberId: string): Promise<LinkDetails | null> {
    return this.links.details(memberId);
  }

  // ── what comes in ────────────────────────────────────────────────────────────────────────────

  handlePush(push: RoomPush): void {
    const { room } = this;
    if (room === null) {
      if (this.isEntering && this.early.length < MAX_EARLY_PUSHES) this.early.push(push);
      return;
    }
    switch (push.name) {
      case 'room:joined':
        this.handleJoined(room, push.payload);
        return;
      case 'room:left':
        this.handleLeft(room, push.payload);
        return;
      case 'room:away':
        this.handleAway(room, push.payload.member, true);
        return;
      case 'room:back':
        this.handleAway(room, push.payload.member, false);
        return;
      case 'room:changed':
        this.become({ ...room, info: cleanRoom(push.payload.room) });
        return;
      case 'room:closed':
        this.end(push.payload.reason);
        return;
      case 'room:signal':
        this.proofs.take(push.payload.from, push.payload);
        return;
      default:
        assertNever(push, 'push of a room');
    }
  }

  handleSignallingState(state: SignallingState): void {
    switch (state.kind) {
      case 'signed-in':
        this.handleSignedIn(state.room, state.run);
        return;
      case 'connecting':
      case 'reconnecting':
        this.links.setServerReachable(false);
        return;
      case 'signed-out':
        if (this.room !== null) this.end(state.reason === undefined ? 'left' : 'lost');
        return;
    }
  }

  /** Links that are to be rebuilt need not wait their turn on another network. */
  handleNetworkChanged(): void {
    this.links.handleNetworkChanged();
  }

  dispose(): void {
    this.leave();
    this.store.dispose();
  }

  private handleSignedIn(entry: RoomEntry | null | undefined, run: string | undefined): void {
    const { room } = this;
    const isOtherRun = run !== this.run;
    this.run = run;
    this.links.setServerReachable(true);
    if (entry === undefined) return;
    if (room === null) {
      if (entry === null || this.isEntering) return;
      const stay = this.ports.stays?.find() ?? null;
      if (stay?.kind === 'room' && stay.you === entry.you.id) this.restore(entry, stay);
      // Only the server knows of it: this window was not here when it was entered.
      else void this.ports.request('room:leave', {});
      return;
    }
    const resumed = entry === null ? null : resumeRoom(room, cleanEntry(entry), isOtherRun);
    if (resumed === null) {
      void this.comeBack(room);
      return;
    }
    this.become(resumed);
    if (isOtherRun) this.awaitOthers(resumed);
    for (const { id, isAway } of resumed.members) this.links.setAway(id, isAway);
  }

  /** Takes up the stay of a page that crashed. */
  private restore(entry: RoomEntry, stay: KeptRoom): void {
    this.ports.stays?.takeUp(stay);
    this.links.restore(stay.links);
    this.become(restoreRoom(cleanEntry(entry), stay, this.ports.clock.nowMs()));
    this.askForMedia();
  }

  private askForMedia(): void {
    // Camera and microphone come when they come: there is a place for them on every link.
    void this.ports.grantMedia().catch((error: unknown) => {
      this.ports.logger.log('warn', 'In the room without media', { error: String(error) });
    });
  }

  /** Keeps what another page needs to take this stay up. */
  private keepStay(): void {
    const { room } = this;
    if (room === null) return;
    this.ports.stays?.keep({
      kind: 'room',
      you: room.you.id,
      order: room.members.map(({ id }) => id),
      earlier: [...room.earlier],
      links: this.links.kept().map((link) => ({ ...link, key: keyOf(room, link.id) })),
      roomKey: room.roomKey,
    });
  }

  /**
   * Whoever has a way back into a room that was made again is back soon; else they have left it.
   */
  private awaitOthers({ you, members }: JoinedRoom): void {
    const absent = members.filter(({ id, isAway }) => isAway && id !== you.id).map(({ id }) => id);
    this.awaited = new Set(absent);
    this.awaiting.value = this.ports.clock.after(RETURN_WINDOW_MS, () => {
      for (const member of this.awaited) this.loseAwaited(member);
    });
  }

  private loseAwaited(member: string): void {
    this.awaited.delete(member);
    if (this.room !== null) this.handleLeft(this.room, { member, reason: 'lost' });
  }

  /** The server has forgotten the stay, and the ticket was of no use: in again, if it may be. */
  private async comeBack(room: JoinedRoom): Promise<void> {
    const { roomKey } = this;
    this.awaited.clear();
    // What is up stays up until the server has said its word.
    this.room = null;
    // A page that took up the stay can judge members, and not show that it knows the password; to
    // come in without is for the server to say, and so for nobody.
    const canShow = room.roomKey === null || roomKey !== null;
    const outcome = canShow
      ? await this.join(roomAddress(room.info), roomKey)
      : err('password-wrong');
    if (outcome.ok) return;
    this.links.close();
    this.proofs.clear();
    this.ports.stays?.keep(null);
    this.ports.logger.log('info', 'The room is gone', { why: outcome.error });
    this.tellChange();
    fireSafely(this.endedEmitter, 'lost', this.ports.logger);
  }

  private handleJoined(room: JoinedRoom, payload: PushPayload<'room:joined'>): void {
    const member = cleanMember(payload.member);
    this.become(addMember(room, member));
    if (this.awaited.delete(member.id)) {
      this.links.setAway(member.id, false);
      return;
    }
    fireSafely<RoomComing>(this.comingEmitter, { member, what: 'joined' }, this.ports.logger);
  }

  private handleLeft(room: JoinedRoom, payload: PushPayload<'room:left'>): void {
    const member = room.members.find(({ id }) => id === payload.member);
    this.become(removeMember(room, payload.member));
    if (!member) return;
    fireSafely(this.comingEmitter, { member, what: payload.reason }, this.ports.logger);
  }

  private handleAway(room: JoinedRoom, memberId: string, isAway: boolean): void {
    this.become(setAway(room, memberId, isAway));
    this.links.setAway(memberId, isAway);
  }

  // ── in and out ───────────────────────────────────────────────────────────────────────────────

  private async enter(request: () => Promise<Entered>): Promise<RoomOutcome> {
    if (this.isIn) return err('already-in-room');
    this.isEntering = true;
    const outcome = await request();
    this.isEntering = false;
    const early = this.early.splice(0);
    if (!outcome.ok) return err(outcome.reason);
    const { entry, key } = outcome;
    this.roomKey = key;
    // Of a stay that the server has forgotten: to the others this is another member.
    this.links.sync([], () => false);
    this.proofs.clear();
    const publicKey = key === null ? null : publicRoomKey(key);
    const entered = enterRoom(cleanEntry(entry), this.ports.clock.nowMs(), publicKey);
    this.become(entered);
    for (const push of early) this.handlePush(push);
    this.askForMedia();
    return ok(this.room ?? entered);
  }

  private become(room: JoinedRoom): void {
    const before = this.room;
    this.room = room;
    // Everybody is to be known before the first of their signals, tracks and connections.
    this.tellChange();
    if (this.room !== room) return;
    this.proofs.sync({ you: room.you, members: withoutStrangers(room) });
    if (before?.members !== room.members) {
      const away = new Set(room.members.filter(({ isAway }) => isAway).map(({ id }) => id));
      this.links.sync(meshPartners(room), (id) => away.has(id));
    }
    this.keepStay();
    const outside = countOutsideMesh(room);
    if (outside > 0) this.ports.logger.log('debug', 'Members without media', { outside });
  }

  private end(why: RoomEnd): void {
    const isGone = why === 'ended' || why === 'stopped';
    if (isGone && this.room !== null) this.own.handleStopped(roomAddress(this.room.info));
    this.links.close();
    this.proofs.clear();
    this.room = null;
    this.ports.stays?.keep(null);
    this.roomKey = null;
    this.awaited.clear();
    this.awaiting.value = undefined;
    this.tellChange();
    fireSafely(this.endedEmitter, why, this.ports.logger);
  }

  private tellChange(): void {
    fireSafely(this.changeEmitter, this.room, this.ports.logger);
  }
}
