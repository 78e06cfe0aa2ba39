import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { Signer } from '../../shared/identity/signer';
import type { HubKind, LanMessage } from '../../shared/lan/lan-frames';
import type { Push } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import { ECHO_NAME, type Person, type Presence } from '../../shared/protocol/messages';
import type { SocketOpener } from '../../shared/signalling/server-connection';
import type {
  AppRequestName,
  Outcome,
  SignallingState,
} from '../../shared/signalling/signalling-api';
import { SignallingClient } from '../../shared/signalling/signalling-client';
import type { RequestPayload } from '../../shared/protocol/events';
import { isSameName } from '../../shared/text/sanitise';
import type { HubGuests } from './hub-guests';
import type { LanLink } from './lan-link';
import { PairHub, pairHost } from './pair-hub';
import { RemoteSocket } from './remote-socket';
import type { RoomHub } from './room-hub';
import { RoomVisitor } from './room-visitor';
import { signInByAnyName } from './sign-in-by-any-name';

export interface LanPeerPorts {
  /** This device's key, and whose it is. */
  readonly ownKey: PublicKey;
  readonly signer: () => Promise<Signer>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The local user's rooms. */
  readonly rooms: RoomHub;
  /** The local user's name and presence on the network now. */
  name(): string;
  presence(): Presence;
}

/** Links that both ends opened at the same time are this close together. */
const SAME_TIME_MS = 5_000;
/** Pushes that are kept until the hub has told who they are of, which takes a moment. */
const MAX_EARLY_PUSHES = 100;

/**
 * Somebody on the same network, known by a key. The two of them meet at a hub of their own, which
 * the end with the higher key has; both are its clients, and so calls, chat and coming back after a
 * break are as on a server, and nobody sees whom the other one knows besides.
 */
export class LanPeer implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly changeEmitter = new Emitter<null>();
  /** They came, went, or are another by name or presence. */
  readonly onChange = this.changeEmitter.event;
  private readonly pushEmitter = new Emitter<Push>();
  readonly onPush = this.pushEmitter.event;
  private readonly stateEmitter = new Emitter<SignallingState>();
  readonly onState = this.stateEmitter.event;
  private readonly byeEmitter = new Emitter<null>();
  /** They are not on the network any more, as they said. */
  readonly onBye = this.byeEmitter.event;
  private readonly client: SignallingClient;
  private readonly hub: PairHub | null;
  private link: LanLink | null = null;
  /** Connections of the local user to hubs at the other end. */
  private readonly sockets = new Set<RemoteSocket>();
  /** The remote user, at the hub of the local user's rooms. */
  private roomGuests: HubGuests | null = null;
  /** The local user, at the hub of theirs. */
  readonly rooms: RoomVisitor;
  private state: SignallingState = { kind: 'signed-out' };
  private remotePerson: Person | null = null;
  private isSigningIn = false;
  /** What they said before `person` was known: it is theirs, and waits for the name. */
  private readonly early: Push[] = [];

  constructor(
    readonly key: PublicKey,
    private readonly ports: LanPeerPorts,
  ) {
    const { ownKey, logger, signer, clock } = ports;
    const hubKey = ownKey > key ? ownKey : key;
    this.hub = ownKey > key ? this.owned.add(new PairHub({ hubKey, guestKey: key, logger })) : null;
    this.client = this.owned.add(
      new SignallingClient({ logger, signer, clock, openSocket: () => this.openerOf('pair') }),
    );
    this.rooms = this.owned.add(
      new RoomVisitor({ ...ports, hostKey: key, opener: this.openerOf('rooms') }),
    );
    this.owned.defer(
      this.client.onState((state) => {
        this.handleState(state);
      }),
    );
    this.owned.defer(
      this.client.onPush((push) => {
        this.handlePush(push);
      }),
    );
  }

  /** As they call themselves; `null`: they are not here, or not yet. */
  get person(): Person | null {
    const isHere = this.isLinked && this.state.kind === 'signed-in';
    return isHere ? this.remotePerson : null;
  }

  get isLinked(): boolean {
    return this.link !== null;
  }

  /** Takes a link that is up. Of two that came at the same time both ends keep the same one. */
  attach(link: LanLink): void {
    const { link: before } = this;
    const isOlder = before !== null && link.sinceMs - before.sinceMs < SAME_TIME_MS;
    if (isOlder && before.isInitiator !== link.isInitiator && this.isPreferred(before)) {
      link.dispose();
      return;
    }
    this.link = link;
    before?.dispose();
    this.hub?.attach(link);
    this.roomGuests = this.ports.rooms.attach(link, this.key);
    link.onClosed(() => {
      if (this.link === link) this.handleLost();
    });
    link.listen((message) => {
      this.handleMessage(message);
    });
    for (const socket of [...this.sockets]) socket.handleLink(link);
    void this.signIn();
    this.changeEmitter.fire(null);
  }

  request<K extends AppRequestName>(name: K, payload: RequestPayload<K>): Promise<Outcome<K>> {
    return this.client.request(name, payload);
  }

  /** Breaks the link, as networks do: for tests. */
  breakLink(): void {
    this.link?.dispose();
  }

  /** Goes, and says so. */
  leave(): void {
    this.link?.leave();
    this.dispose();
  }

  dispose(): void {
    this.roomGuests?.end('left');
    this.link?.dispose();
    this.link = null;
    this.owned.dispose();
    for (const emitter of [
      this.changeEmitter,
      this.pushEmitter,
      this.stateEmitter,
      this.byeEmitter,
    ]) {
      emitter.dispose();
    }
  }

  /** Whether a link is the one that the end with the lower key opened. */
  private isPreferred({ isInitiator }: LanLink): boolean {
    return isInitiator === this.ports.ownKey < this.key;
  }

  private handleLost(): void {
    this.link = null;
    for (const socket of [...this.sockets]) socket.handleLost();
    this.changeEmitter.fire(null);
  }

  private handleMessage(message: LanMessage): void {
    if (message.kind === 'bye') {
      this.byeEmitter.fire(null);
      return;
    }
    this.hub?.take(message);
    this.roomGuests?.take(message);
    for (const socket of [...this.sockets]) socket.take(message);
  }

  /** Signs in when a link comes up, unless that was done: the client comes back by itself. */
  private async signIn(): Promise<void> {
    if (this.isSigningIn || this.state.kind !== 'signed-out') return;
    this.isSigningIn = true;
    const { ownKey } = this.ports;
    const server = `ws://${pairHost(ownKey > this.key ? ownKey : this.key)}`;
    await signInByAnyName(this.client, server, this.ports);
    this.isSigningIn = false;
  }

  private openerOf(hub: HubKind): SocketOpener {
    return (handle) => {
      if (hub === 'pair' && this.hub !== null) return this.hub.openLocal(handle);
      const socket: RemoteSocket = new RemoteSocket(hub, handle, () => {
        this.sockets.delete(socket);
      });
      this.sockets.add(socket);
      if (this.link !== null) socket.handleLink(this.link);
      return socket;
    };
  }

  private handleState(state: SignallingState): void {
    this.state = state;
    if (state.kind === 'signed-in') this.takePeople(state.watched?.people ?? [], []);
    if (state.kind === 'signed-out') this.remotePerson = null;
    this.stateEmitter.fire(state);
    this.changeEmitter.fire(null);
    this.passEarly();
  }

  private handlePush(push: Push): void {
    if (push.name === 'people:changed') {
      this.takePeople(push.payload.here, push.payload.gone);
      this.changeEmitter.fire(null);
      this.passEarly();
    } else if (this.remotePerson !== null) this.pushEmitter.fire(push);
    else if (this.early.length < MAX_EARLY_PUSHES) this.early.push(push);
  }

  private passEarly(): void {
    if (this.remotePerson === null) return;
    for (const push of this.early.splice(0)) this.pushEmitter.fire(push);
  }

  /** Besides the local user and the echo peer there is only one at this hub. */
  private takePeople(here: readonly Person[], gone: readonly string[]): void {
    const { remotePerson } = this;
    if (remotePerson !== null && gone.some((name) => isSameName(name, remotePerson.name))) {
      this.remotePerson = null;
    }
    const other = here.find(({ name }) => !isSameName(name, ECHO_NAME));
    if (other !== undefined) this.remotePerson = other;
  }
}
