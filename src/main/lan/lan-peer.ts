import { assertNever } from '../../shared/base/assert-never';
import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { Signer } from '../../shared/identity/signer';
import type { LanMessage } from '../../shared/lan/lan-frames';
import type { Push } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import { ECHO_NAME, type Person, type Presence } from '../../shared/protocol/messages';
import type {
  RawSocket,
  SocketEvent,
  SocketOpener,
} from '../../shared/signalling/server-connection';
import type {
  AppRequestName,
  Outcome,
  SignallingState,
} from '../../shared/signalling/signalling-api';
import { SignallingClient } from '../../shared/signalling/signalling-client';
import type { RequestPayload } from '../../shared/protocol/events';
import { isSameName } from '../../shared/text/sanitise';
import type { LanLink } from './lan-link';
import { hubHost, PairHub } from './pair-hub';

export interface LanPeerPorts {
  /** This device's key, and whose it is. */
  readonly ownKey: PublicKey;
  readonly signer: () => Promise<Signer>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Under which name, and how, the local user is on the network now. */
  name(): string;
  presence(): Presence;
}

/** Links that both ends opened at the same time are this close together. */
const SAME_TIME_MS = 5_000;
/** How many names are tried where the other end has the same one. */
const MAX_NAMES = 3;
/** Of what somebody says before the hub has told who they are: that takes a moment. */
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
  /** The connection of the local client over the link, where the hub is at the other end. */
  private remoteSocket: RemoteSocket | null = null;
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
      new SignallingClient({ logger, signer, clock, openSocket: () => this.opener }),
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
    link.onClosed(() => {
      if (this.link === link) this.handleLost();
    });
    link.listen((message) => {
      this.handleMessage(message);
    });
    this.remoteSocket?.handleLink(link);
    void this.signIn();
    this.changeEmitter.fire(null);
  }

  request<K extends AppRequestName>(name: K, payload: RequestPayload<K>): Promise<Outcome<K>> {
    return this.client.request(name, payload);
  }

  /** As if the network had. */
  breakLink(): void {
    this.link?.dispose();
  }

  /** Goes, and says so. */
  leave(): void {
    this.link?.leave();
    this.dispose();
  }

  dispose(): void {
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

  /** That of the end with the lower key. */
  private isPreferred({ isInitiator }: LanLink): boolean {
    return isInitiator === this.ports.ownKey < this.key;
  }

  private handleLost(): void {
    this.link = null;
    this.remoteSocket?.handleLost();
    this.changeEmitter.fire(null);
  }

  private handleMessage(message: LanMessage): void {
    if (message.kind === 'bye') this.byeEmitter.fire(null);
    else if (this.hub !== null) this.hub.take(message);
    else this.remoteSocket?.take(message);
  }

  /** As often as a link comes up and nobody is signed in; from then on the client comes back. */
  private async signIn(): Promise<void> {
    if (this.isSigningIn || this.state.kind !== 'signed-out') return;
    this.isSigningIn = true;
    const { ownKey } = this.ports;
    const server = `ws://${hubHost(ownKey > this.key ? ownKey : this.key)}`;
    for (let attempt = 1; attempt <= MAX_NAMES; attempt++) {
      const name = attempt === 1 ? this.ports.name() : `${this.ports.name()}${attempt}`;
      const presence = this.ports.presence();
      const outcome = await this.client.signIn({ server, name, presence, watch: [] });
      if (outcome.ok || outcome.reason !== 'name-taken') break;
    }
    this.isSigningIn = false;
  }

  private readonly opener: SocketOpener = (handle) => {
    if (this.hub !== null) return this.hub.openLocal(handle);
    const socket = new RemoteSocket(handle, () => {
      if (this.remoteSocket === socket) this.remoteSocket = null;
    });
    this.remoteSocket = socket;
    if (this.link !== null) socket.handleLink(this.link);
    return socket;
  };

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

/** A connection to the hub at the other end of a link. */
class RemoteSocket implements RawSocket {
  private static sessions = 0;
  private readonly session = (RemoteSocket.sessions += 1);
  private readonly unanswered = new Map<number, (reply: unknown) => void>();
  private link: LanLink | null = null;
  private serial = 0;
  private isOver = false;

  constructor(
    private readonly handle: (event: SocketEvent) => void,
    private readonly handleGone: () => void,
  ) {}

  /** Waits for one, where there is none yet. */
  handleLink(link: LanLink): void {
    if (this.isOver) return;
    // Another one has come in the place of that over which it was opened.
    if (this.link !== null) {
      this.handleLost();
      return;
    }
    this.link = link;
    link.send({ kind: 'open', session: this.session });
  }

  handleLost(): void {
    if (this.link === null) return;
    this.lose('the link broke');
  }

  take(message: LanMessage): void {
    if (this.isOver || !('session' in message) || message.session !== this.session) return;
    switch (message.kind) {
      case 'opened':
        this.handle({ kind: 'connected', id: message.id });
        return;
      case 'reply':
        this.unanswered.get(message.serial)?.(message.reply);
        this.unanswered.delete(message.serial);
        return;
      case 'push':
        this.handle({ kind: 'pushed', name: message.name, payload: message.payload });
        return;
      case 'closed':
        this.lose('the other end closed the connection');
        return;
      case 'open':
      case 'request':
        // What clients say: this end is one.
        return;
      default:
        assertNever(message, 'message of a session');
    }
  }

  emit(name: string, payload: unknown, ack: (reply: unknown) => void): void {
    this.serial += 1;
    const { serial, session } = this;
    this.unanswered.set(serial, ack);
    this.link?.send({ kind: 'request', session, serial, name, payload });
  }

  dispose(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.link?.send({ kind: 'closed', session: this.session });
    this.handleGone();
  }

  private lose(why: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.handleGone();
    this.handle({ kind: 'lost', why });
  }
}
