import { assertNever } from '../../shared/base/assert-never';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { type CallPush, isCallPush } from '../../shared/call/session-pushes';
import type { Push, RequestPayload } from '../../shared/protocol/events';
import type { ChatMessage, Person, Presence } from '../../shared/protocol/messages';
import type {
  AppRequestName,
  Outcome,
  SignallingApi,
  SignallingState,
  SignInOptions,
} from '../../shared/signalling/signalling-api';
import { nameKey } from '../../shared/text/sanitise';
import type { SignallingSink } from '../signalling';
import type { LanContact } from '../../shared/ipc/lan-api';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { RoomSummary } from '../../shared/protocol/room-messages';
import type { Asked } from './asked';
import type { LanNetwork } from './lan-network';
import { LanRooms, type RoomHost } from './lan-rooms';
import type { LanPeer } from './lan-peer';
import { NearPeople } from './near-people';

/** Signalling by a server, as the main process has it. */
export interface HomeSignalling extends Disposable {
  readonly state: SignallingState;
  readonly api: Pick<SignallingApi, 'signIn' | 'signOut' | 'retryNow' | 'request'>;
  signOut(): Promise<void>;
}

/**
 * Makes one of the server that the local user is signed in to and the people on their network:
 * these are listed with the others, and what is said to them goes over the link with them.
 */
export class LanSignalling implements Disposable {
  private readonly home: HomeSignalling;
  private network: LanNetwork | null = null;
  private rooms: LanRooms | null = null;
  private readonly owned = new DisposableStore();
  private readonly watched = new Map<LanPeer, DisposableStore>();
  private readonly near = new NearPeople();
  /** With whom the calls are that go over a link, by the calls' ids. */
  private readonly calls = new Map<string, LanPeer>();
  /** Who is here on the server, for when somebody of that name leaves the network. */
  private readonly atHome = new Map<string, Person>();
  private isInRoom = false;
  private lastName: string | null = null;
  private lastPresence: Presence = 'available';

  constructor(
    createHome: (sink: SignallingSink) => HomeSignalling,
    private readonly sink: SignallingSink,
  ) {
    this.home = this.owned.add(
      createHome({
        handleState: (state) => {
          this.handleHomeState(state);
        },
        handlePush: (push) => {
          this.handleHomePush(push);
        },
      }),
    );
  }

  /** As the window is to see it: with the people and the call of the network in it. */
  get state(): SignallingState {
    return this.withNear(this.home.state);
  }

  /** The name on the server, or that of the last time; `null`: there was none. */
  get name(): string | null {
    return this.lastName;
  }

  get presence(): Presence {
    return this.lastPresence;
  }

  /** By the names under which the window has them. */
  get nearNames(): readonly string[] {
    return this.near.people.map(({ name }) => name);
  }

  readonly api: Pick<SignallingApi, 'signIn' | 'signOut' | 'retryNow' | 'request'> = {
    signIn: async (options: SignInOptions) => {
      this.lastPresence = options.presence;
      const outcome = await this.home.api.signIn(options);
      return outcome.ok ? { ...outcome, people: this.near.mergedInto(outcome.people) } : outcome;
    },
    signOut: (options) => this.home.api.signOut(options),
    retryNow: () => this.home.api.retryNow(),
    request: (name, payload) => this.request(name, payload),
  };

  async signOut(): Promise<void> {
    await this.home.signOut();
  }

  /** Whoever is met there is listed from now on. */
  join(network: LanNetwork): void {
    this.leave();
    this.network = network;
    network.onPeer((peer) => {
      this.watch(peer);
    });
    network.onGone((peer) => {
      this.unwatch(peer);
    });
    network.setContacts(this.near.contactKeys);
    for (const peer of network.all) this.watch(peer);
    this.rooms = new LanRooms({
      own: network.visitOwnRooms(),
      clock: SYSTEM_CLOCK,
      hosts: () => this.roomHosts(),
      ownName: () => network.ownName,
      accountName: () => this.lastName ?? network.ownName,
      nameOf: (key, own) => this.near.nameOfKey(key, own),
      tell: (push) => {
        this.sink.handlePush(push);
      },
    });
  }

  /** Nobody on the network is listed any more, and calls with them are over. */
  leave(): void {
    this.network = null;
    this.rooms?.dispose();
    this.rooms = null;
    for (const peer of [...this.watched.keys()]) this.unwatch(peer);
  }

  setContacts(contacts: readonly LanContact[]): void {
    this.near.setContacts(contacts);
    this.network?.setContacts(this.near.contactKeys);
    this.update();
  }

  dispose(): void {
    this.leave();
    this.owned.dispose();
  }

  // ── what the window asks ─────────────────────────────────────────────────────────────────────

  private async request<K extends AppRequestName>(
    name: K,
    payload: RequestPayload<K>,
  ): Promise<Outcome<K>> {
    // The name and its own payload, which TypeScript cannot follow through K.
    const asked = { name, payload } as Asked;
    const near = this.rooms?.ask(asked) ?? this.askNear(asked);
    if (near !== null) return await near;
    if (name === 'room:list') return await this.listRooms();
    const outcome = await this.home.api.request(name, payload);
    if (outcome.ok) this.note(asked);
    return outcome.ok ? this.withNearPeople(asked, outcome) : outcome;
  }

  /** `null`: that is for the server. */
  private askNear(asked: Asked): Promise<Outcome<AppRequestName>> | null {
    if (asked.name === 'call:invite') return this.invite(asked.payload.to);
    if (asked.name === 'chat:tell') return this.tell(asked.payload);
    if (asked.name === 'device:list' && this.near.find(asked.payload.name ?? '') !== null) {
      return Promise.resolve({ ok: true, devices: [], removed: [] });
    }
    const callId = 'callId' in asked.payload ? asked.payload.callId : null;
    const peer = callId === null ? undefined : this.calls.get(callId);
    if (peer === undefined || callId === null) return null;
    if (isEnding(asked.name)) this.calls.delete(callId);
    return peer.request(asked.name, asked.payload);
  }

  /** Those of the network are there without a server, too. */
  private async listRooms(): Promise<Outcome<'room:list'>> {
    const [home, near] = await Promise.all([
      this.home.api.request('room:list', {}),
      this.rooms?.list() ?? Promise.resolve<readonly RoomSummary[]>([]),
    ]);
    if (!home.ok && near.length === 0) return home;
    return { ok: true, rooms: [...(home.ok ? home.rooms : []), ...near] };
  }

  private invite(to: string): Promise<Outcome<'call:invite'>> | null {
    const near = this.near.find(to);
    if (near === null) return this.isComingBack(to) ? NOT_REACHABLE : null;
    return near.peer.request('call:invite', { to: near.person.name }).then((outcome) => {
      if (outcome.ok) this.calls.set(outcome.callId, near.peer);
      return outcome;
    });
  }

  private tell(line: RequestPayload<'chat:tell'>): Promise<Outcome<'chat:tell'>> | null {
    const near = this.near.find(line.to);
    if (near === null) return this.isComingBack(line.to) ? NOT_REACHABLE : null;
    const name = this.near.nameOf(near.peer) ?? line.to;
    return near.peer.request('chat:tell', { ...line, to: near.person.name }).then((outcome) => {
      if (!outcome.ok) return outcome;
      const { message } = outcome;
      return { ok: true, message: { ...message, from: this.lastName ?? message.from, to: name } };
    });
  }

  /** Tells those on the network, too, what the server was told. */
  private note({ name, payload }: Asked): void {
    if (name === 'presence:set') {
      this.lastPresence = payload.presence;
      for (const { peer } of this.near.all) void peer.request('presence:set', payload);
    }
    if (name === 'chat:say') {
      for (const { peer } of this.near.all) void peer.request('chat:say', payload);
    }
    if (name === 'room:create' || name === 'room:join') this.isInRoom = true;
    if (name === 'room:leave' || name === 'room:stop') this.isInRoom = false;
  }

  private withNearPeople(
    { name, payload }: Asked,
    outcome: { readonly ok: true },
  ): { readonly ok: true; readonly people?: readonly Person[] } {
    if (!isListing(outcome)) return outcome;
    const { people } = outcome;
    if (name === 'people:watch') return { ...outcome, people: this.near.mergedInto(people) };
    if (name !== 'people:list' || payload.after !== undefined) return outcome;
    const begun = nameKey(payload.beginning ?? '');
    const near = this.near.people.filter((each) => nameKey(each.name).startsWith(begun));
    const others = people.filter((each) => !this.near.isListed(each.name));
    return { ...outcome, people: [...near, ...others] };
  }

  // ── what the server says ─────────────────────────────────────────────────────────────────────

  private handleHomeState(state: SignallingState): void {
    if (state.kind === 'signed-in') {
      this.lastName = state.name;
      this.isInRoom = state.room !== null && state.room !== undefined;
      this.atHome.clear();
      for (const person of state.watched?.people ?? []) this.noteAtHome(person);
    }
    if (state.kind === 'signed-out') {
      this.atHome.clear();
      this.isInRoom = false;
    }
    this.sink.handleState(this.withNear(state));
  }

  private withNear(state: SignallingState): SignallingState {
    if (state.kind !== 'signed-in') return state;
    const [nearCall = null] = this.calls.keys();
    const watched = state.watched && {
      ...state.watched,
      people: this.near.mergedInto(state.watched.people),
    };
    const nearRoom = this.rooms?.current ?? null;
    return {
      ...state,
      ...(state.room === undefined ? {} : { room: state.room ?? nearRoom }),
      ...(state.callId === undefined ? {} : { callId: state.callId ?? nearCall }),
      ...(watched === undefined ? {} : { watched }),
    };
  }

  private handleHomePush(push: Push): void {
    if (push.name === 'room:closed') this.isInRoom = false;
    // The server does not know that the line is busy.
    if (push.name === 'call:incoming' && this.isInNearRoom) {
      const { callId } = push.payload;
      void this.home.api.request('call:decline', { callId, reason: 'busy' });
      return;
    }
    if (push.name !== 'people:changed') {
      this.sink.handlePush(push);
      return;
    }
    for (const person of push.payload.here) this.noteAtHome(person);
    for (const name of push.payload.gone) this.atHome.delete(nameKey(name));
    const here = push.payload.here.filter(({ name }) => !this.near.isListed(name));
    const gone = push.payload.gone.filter((name) => !this.near.isListed(name));
    this.sink.handlePush({ ...push, payload: { ...push.payload, here, gone } });
  }

  private noteAtHome(person: Person): void {
    this.atHome.set(nameKey(person.name), person);
  }

  // ── who is near ──────────────────────────────────────────────────────────────────────────────

  private get isInNearRoom(): boolean {
    return (this.rooms?.current ?? null) !== null;
  }

  private roomHosts(): readonly RoomHost[] {
    return this.near.all.map(({ peer, person }) => {
      return { shown: this.near.nameOf(peer) ?? '', own: person.name, rooms: peer.rooms };
    });
  }

  private watch(peer: LanPeer): void {
    if (this.watched.has(peer)) return;
    const store = new DisposableStore();
    this.watched.set(peer, store);
    this.near.add(peer);
    store.add(
      peer.onChange(() => {
        this.update();
      }),
    );
    store.add(
      peer.onPush((push) => {
        this.handleNearPush(peer, push);
      }),
    );
    store.add(
      peer.onState((state) => {
        this.handleNearState(peer, state);
      }),
    );
    this.update();
  }

  private unwatch(peer: LanPeer): void {
    this.watched.get(peer)?.dispose();
    this.watched.delete(peer);
    this.rooms?.handleGone(peer.rooms);
    this.near.remove(peer);
    for (const [callId, other] of this.calls) {
      if (other === peer) this.endCall(callId);
    }
    this.update();
  }

  private endCall(callId: string): void {
    this.calls.delete(callId);
    this.sink.handlePush({ name: 'call:ended', payload: { callId, reason: 'lost' } });
  }

  /** Whether the link with somebody of that name broke, and the server has nobody of that name. */
  private isComingBack(name: string): boolean {
    if (this.atHome.has(nameKey(name))) return false;
    return this.near.isExpected(name);
  }

  /** Tells the window who came, who went and who has changed. */
  private update(): void {
    const { here, left } = this.near.update();
    // Whoever is on the server as well is still here.
    const back = left.flatMap((name) => this.atHome.get(nameKey(name)) ?? []);
    const gone = left.filter((name) => !this.atHome.has(nameKey(name)));
    if (here.length + left.length === 0) return;
    const payload = { here: [...here, ...back], gone };
    this.sink.handlePush({ name: 'people:changed', payload });
  }

  private handleNearState(peer: LanPeer, state: SignallingState): void {
    const [callId] = [...this.calls].find(([, other]) => other === peer) ?? [];
    if (callId === undefined) return;
    if (state.kind === 'reconnecting') {
      this.sink.handlePush({ name: 'call:interrupted', payload: { callId } });
    } else if (state.kind === 'signed-in' && state.callId === callId) {
      this.sink.handlePush({ name: 'call:resumed', payload: { callId } });
    } else if (state.kind === 'signed-in' || state.kind === 'signed-out') this.endCall(callId);
  }

  /** With the name under which the window has them, and the key that the link was made with. */
  private handleNearPush(peer: LanPeer, push: Push): void {
    const from = this.near.nameOf(peer);
    if (from === null) return;
    // Rooms on the network come by `LanRooms`.
    if (isCallPush(push)) this.handleNearCall(peer, push, from);
    else if (push.name === 'chat:message') {
      this.sink.handlePush({ ...push, payload: this.heard(push.payload, from) });
    }
  }

  private handleNearCall(peer: LanPeer, push: CallPush, from: string): void {
    const { key } = peer;
    switch (push.name) {
      case 'call:incoming':
        this.handleIncoming(peer, push.payload.callId, from);
        return;
      case 'call:accepted':
        this.sink.handlePush({ ...push, payload: { ...push.payload, key } });
        return;
      case 'call:signal':
        this.sink.handlePush({ ...push, payload: { ...push.payload, from } });
        return;
      case 'call:missed':
        this.sink.handlePush({ ...push, payload: { ...push.payload, from } });
        return;
      case 'call:ended':
        this.calls.delete(push.payload.callId);
        this.sink.handlePush(push);
        return;
      case 'call:ringing':
      case 'call:interrupted':
      case 'call:resumed':
        this.sink.handlePush(push);
        return;
      default:
        assertNever(push, 'push of a call');
    }
  }

  /** Declines a call while the local user is in a room, which a server would do by itself. */
  private handleIncoming(peer: LanPeer, callId: string, from: string): void {
    const { key } = peer;
    if (this.isInRoom || this.isInNearRoom) {
      void peer.request('call:decline', { callId, reason: 'busy' });
      return;
    }
    this.calls.set(callId, peer);
    this.sink.handlePush({ name: 'call:incoming', payload: { callId, from, key } });
  }

  private heard(message: ChatMessage, from: string): ChatMessage {
    return { ...message, from, to: message.to === null ? null : (this.lastName ?? message.to) };
  }
}

/** As a server says it of whoever may be back in a moment. */
const NOT_REACHABLE = Promise.resolve({ ok: false, reason: 'not-reachable' } as const);

/** Whether a reply, which has been parsed, holds people. */
function isListing(outcome: object): outcome is { readonly ok: true; readonly people: Person[] } {
  return 'people' in outcome;
}

/** Whether a call is over for this end after such a request. */
function isEnding(name: AppRequestName): boolean {
  return name === 'call:hang-up' || name === 'call:decline' || name === 'call:ignore';
}
