import { Emitter } from '../../src/shared/base/emitter';
import type { Push, RequestPayload } from '../../src/shared/protocol/events';
import type { RefusalReason } from '../../src/shared/protocol/reasons';
import type { RoomEntry, RoomInfo, RoomMember } from '../../src/shared/protocol/room-messages';
import type { SignallingApi } from '../../src/shared/signalling/signalling-api';

/** One room on a server without a network: as much of it as clients in it notice. */
export class FakeRoomServer {
  private readonly members: FakeRoomClient[] = [];
  private lastId = 0;
  /** Makes its owner of whoever shows it. */
  ownerKey: string | null = null;
  /** Why nobody gets in. */
  refusal: RefusalReason | null = null;
  info: RoomInfo = {
    slug: 'garden',
    name: 'garden',
    topic: '',
    isPrivate: false,
    isLocked: false,
    hasPassword: false,
    limit: null,
    isKept: false,
    owner: null,
  };

  connect(name: string): FakeRoomClient {
    return new FakeRoomClient(this, name);
  }

  enter(client: FakeRoomClient, isOwner = false): RoomEntry {
    this.lastId += 1;
    if (isOwner) this.info = { ...this.info, owner: client.name };
    const you = {
      id: `member-${this.lastId}`,
      name: client.name,
      description: null,
      isAway: false,
    };
    client.member = you;
    const entry = { room: this.info, you, members: this.list() };
    this.tell({ name: 'room:joined', payload: { member: you } });
    this.members.push(client);
    return entry;
  }

  /** The room as it is to `client`, as told when it signs in again. */
  entryOf(client: FakeRoomClient): RoomEntry | null {
    const { member } = client;
    if (member === null || !this.members.includes(client)) return null;
    return {
      room: this.info,
      you: member,
      members: this.list().filter(({ id }) => id !== member.id),
    };
  }

  /** The page of `before` is gone, and another one takes up what the server has for its name. */
  takeOver(before: FakeRoomClient, next: FakeRoomClient): RoomEntry | null {
    before.isOffline = true;
    next.member = before.member;
    this.members.splice(this.members.indexOf(before), 1, next);
    this.setAway(next, false);
    return this.entryOf(next);
  }

  /** Whoever ended it is not told. */
  stop(client: FakeRoomClient): void {
    this.tell({ name: 'room:closed', payload: { reason: 'stopped' } }, client);
    for (const member of this.members.splice(0)) member.member = null;
  }

  leave(client: FakeRoomClient, reason: 'left' | 'lost' = 'left'): void {
    const at = this.members.indexOf(client);
    if (at < 0 || client.member === null) return;
    this.members.splice(at, 1);
    this.tell({ name: 'room:left', payload: { member: client.member.id, reason } });
    client.member = null;
  }

  setAway(client: FakeRoomClient, isAway: boolean): void {
    if (client.member === null) return;
    client.member = { ...client.member, isAway };
    const name = isAway ? 'room:away' : 'room:back';
    this.tell({ name, payload: { member: client.member.id } }, client);
  }

  relay(
    from: FakeRoomClient,
    to: string,
    signal: Extract<Push, { name: 'room:signal' }>['payload']['signal'],
  ): void {
    const target = this.members.find(({ member }) => member?.id === to);
    if (!from.member || !target || target.isOffline || from.isOffline) return;
    target.push({ name: 'room:signal', payload: { from: from.member.id, signal } });
  }

  private list(): RoomMember[] {
    return this.members.flatMap(({ member }) => member ?? []);
  }

  private tell(push: Push, but?: FakeRoomClient): void {
    for (const client of this.members) if (client !== but && !client.isOffline) client.push(push);
  }
}

/** Somebody's connection to the server. */
export class FakeRoomClient {
  member: RoomMember | null = null;
  /** The connection broke: nothing is heard or said. */
  isOffline = false;
  /** What it asked to enter rooms with. */
  readonly joins: RequestPayload<'room:join'>[] = [];
  private readonly pushEmitter = new Emitter<Push>();
  readonly onPush = this.pushEmitter.event;

  constructor(
    private readonly server: FakeRoomServer,
    readonly name: string,
  ) {}

  push(push: Push): void {
    // As over a network: never within the call of whoever caused it.
    queueMicrotask(() => {
      this.pushEmitter.fire(push);
    });
  }

  readonly request = ((name: string, payload: never) => {
    return Promise.resolve(this.answer(name, payload));
  }) as SignallingApi['request'];

  private answer(name: string, payload: never): unknown {
    if (this.isOffline) return { ok: false, reason: 'offline' };
    switch (name) {
      case 'room:create': {
        const { ownerKey } = this.server;
        return { ok: true, ...this.server.enter(this, true), ownerKey };
      }
      case 'room:join': {
        const wish = payload as RequestPayload<'room:join'>;
        const { refusal, ownerKey } = this.server;
        this.joins.push(wish);
        if (refusal !== null) return { ok: false, reason: refusal };
        const isOwner = ownerKey !== null && wish.ownerKey === ownerKey;
        return { ok: true, ...this.server.enter(this, isOwner) };
      }
      case 'room:stop':
        if (this.server.info.owner !== this.name) return { ok: false, reason: 'not-owner' };
        this.server.stop(this);
        return { ok: true };
      case 'room:leave':
        this.server.leave(this);
        return { ok: true };
      case 'room:signal': {
        const { to, signal } = payload as Parameters<FakeRoomServer['relay']>[2] extends infer S
          ? { to: string; signal: S }
          : never;
        this.server.relay(this, to, signal);
        return { ok: true };
      }
      default:
        return { ok: false, reason: 'not-allowed' };
    }
  }
}
