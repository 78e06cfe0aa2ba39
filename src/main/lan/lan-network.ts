import { randomBytes } from 'node:crypto';
import { Server, type Socket } from 'node:net';
import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { Signer } from '../../shared/identity/signer';
import {
  type Beacon,
  BeaconMemory,
  contactKeys,
  type ContactKeys,
  makeBeacons,
  readBeacon,
  RUN_BYTES,
  senderOf,
} from '../../shared/lan/beacon';
import { GuessBudget } from '../../shared/lan/guess-budget';
import { answerKnock, type Door, knock, type Knock } from '../../shared/lan/lan-handshake';
import type { LanIdentity } from '../../shared/lan/lan-identity';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Presence } from '../../shared/protocol/messages';
import { UserError } from '../user-error';
import { BeaconSocket } from './beacon-socket';
import { DatagramLimit } from './datagram-limit';
import { dial } from './dial';
import { ConnectionSlots } from './connection-slots';
import { LanLink } from './lan-link';
import { LanPeer } from './lan-peer';
import type { NetworkPlace } from './network-interfaces';
import { RoomHub } from './room-hub';
import { RoomVisitor } from './room-visitor';
import { type LinkFailure, shakeHands } from './shake-hands';

export interface LanNetworkOptions {
  readonly identity: LanIdentity;
  readonly signer: () => Promise<Signer>;
  readonly place: NetworkPlace;
  /** UDP for the beacons; connections are taken there, too, where that is free. */
  readonly port: number;
  /** As `phraseBytes` makes them; `null`: contacts alone. */
  readonly phrase: Uint8Array | null;
  readonly clock: Clock;
  readonly logger: Logger;
  name(): string;
  presence(): Presence;
}

const BEACON_EVERY_MS = 5_000;
const BEACON_JITTER_MS = 1_000;
/** The end that is to wait for the other one waits so long before it knocks itself. */
const PATIENCE_MS = 2_500;
const RETRY_MS = 1_000;
/** After so long without a link somebody is gone: their hub holds their name for as long. */
const FORGET_AFTER_MS = 75_000;
const MAX_PEERS = 64;
/** Whoever makes up hosts does not keep this one busy with them. */
const MAX_KNOCKING = 16;
const MAX_STRANGERS = 256;
/** Whoever opened no door has no phrase, or another one. */
const STRANGER_WAIT_MS = 60_000;
const MAX_KNOCKS_KEPT = 4_096;
/** Connections whose other end has not shown yet who it is: from all addresses, and from one. */
const MAX_HALF_OPEN = 64;
const MAX_HALF_OPEN_EACH = 6;
/** Ports below are the system's: nobody's app speaks from there. */
const MIN_PORT = 1_024;

interface Place {
  readonly address: string;
  readonly port: number;
}

/**
 * The local user on one network, and everybody there who may be known: by beacons hosts find each
 * other, by a handshake they make sure of each other, and over the link of the two go calls.
 */
export class LanNetwork implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly peerEmitter = new Emitter<LanPeer>();
  /** Somebody was met for the first time, or again after they were gone. */
  readonly onPeer = this.peerEmitter.event;
  private readonly goneEmitter = new Emitter<LanPeer>();
  readonly onGone = this.goneEmitter.event;
  /** The local user's rooms, for everybody whom there is a link with. */
  readonly rooms: RoomHub;
  private readonly run = randomBytes(RUN_BYTES);
  private readonly memory = new BeaconMemory();
  private readonly budget: GuessBudget;
  private readonly timers = new Set<Disposable>();
  private readonly peers = new Map<PublicKey, LanPeer>();
  private readonly forgetting = new Map<PublicKey, Disposable>();
  /** Where contacts were last heard. */
  private readonly places = new Map<PublicKey, Place>();
  /** Hosts of nobody we know, by place: until when none of them is knocked at again. */
  private readonly strangers = new Map<string, number>();
  private readonly knocking = new Set<string>();
  private readonly halfOpen = new ConnectionSlots({ all: MAX_HALF_OPEN, each: MAX_HALF_OPEN_EACH });
  private readonly heardRuns = new Set<string>();
  private readonly seenKnocks = new Set<string>();
  private readonly datagrams: DatagramLimit;
  private readonly beaconTimer = this.owned.add(new MutableDisposable<Disposable>());
  private contacts: readonly ContactKeys[] = [];
  private counter = 0;
  private tcpPort = 0;
  private beacons: BeaconSocket | null = null;
  private server: Server | null = null;

  constructor(private readonly options: LanNetworkOptions) {
    const { clock, identity, logger } = options;
    this.budget = new GuessBudget(() => clock.nowMs());
    this.datagrams = new DatagramLimit(() => clock.nowMs());
    this.rooms = new RoomHub(identity.publicKey, logger);
  }

  /** The local user, at the hub of their own rooms. */
  visitOwnRooms(): RoomVisitor {
    const { identity, signer, clock, logger } = this.options;
    return new RoomVisitor({
      hostKey: identity.publicKey,
      opener: (handle) => this.rooms.openLocal(handle),
      signer,
      clock,
      logger,
      name: () => this.options.name(),
      presence: () => this.options.presence(),
    });
  }

  /** The name under which others find the local user. */
  get ownName(): string {
    return this.options.name();
  }

  /** Everybody with whom there is a link, or was a moment ago. */
  get all(): readonly LanPeer[] {
    return [...this.peers.values()];
  }

  /** The TCP port where connections are taken, once the network is open; 0 before. */
  get listeningPort(): number {
    return this.tcpPort;
  }

  /** @throws UserError where this machine does not let it listen. */
  async open(): Promise<void> {
    const { place, port } = this.options;
    this.server = this.createServer();
    this.tcpPort =
      (await listen(this.server, place.address, port)) ??
      (await listen(this.server, place.address, 0)) ??
      this.tcpPort;
    if (this.tcpPort === 0) {
      throw new UserError(`This machine does not let the app listen at ${place.address}.`);
    }
    this.beacons = await BeaconSocket.open({
      place,
      port,
      handle: (bytes, address, from) => {
        this.handleDatagram(bytes, address, from);
      },
    });
    if (this.owned.isDisposed) this.beacons.dispose();
    else this.sayHello();
  }

  /** Who may find the local user, and is found, whatever phrase there is. */
  setContacts(keys: readonly PublicKey[]): void {
    const { identity } = this.options;
    const others = keys.filter((key) => key !== identity.publicKey);
    this.contacts = contactKeys(identity, others);
    if (this.beacons !== null) this.sayHello();
  }

  /** Tells everybody that the local user is gone. */
  dispose(): void {
    if (this.owned.isDisposed) return;
    this.owned.dispose();
    for (const timer of [...this.forgetting.values(), ...this.timers]) timer.dispose();
    for (const peer of this.all) peer.leave();
    this.peers.clear();
    this.rooms.dispose();
    this.beacons?.dispose();
    this.server?.close();
    this.peerEmitter.dispose();
    this.goneEmitter.dispose();
  }

  // ── beacons ──────────────────────────────────────────────────────────────────────────────────

  private nextBeacons(): readonly Uint8Array[] {
    const { run, tcpPort: port } = this;
    const { address } = this.options.place;
    const beacons = makeBeacons({ run, port, address }, this.counter + 1, this.contacts);
    this.counter += beacons.length;
    return beacons;
  }

  private sayHello(): void {
    for (const bytes of this.nextBeacons()) this.beacons?.sendToAll(bytes);
    const jitterMs = (Math.random() - 0.5) * BEACON_JITTER_MS;
    this.beaconTimer.value = this.options.clock.after(BEACON_EVERY_MS + jitterMs, () => {
      this.sayHello();
    });
  }

  private handleDatagram(bytes: Uint8Array, address: string, port: number): void {
    if (port < MIN_PORT || !this.datagrams.mayRead(address)) return;
    const beacon = readBeacon(bytes);
    if (beacon === null || beacon.run === this.run.toString('hex')) return;
    const key = senderOf(beacon, address, this.contacts);
    if (key !== null) {
      if (!this.memory.isNew(key, beacon)) return;
      this.places.set(key, { address, port: beacon.port });
      this.answer(beacon, address);
      this.meet({ kind: 'contact', key }, { address, port: beacon.port }, beacon.run);
    } else if (this.options.phrase !== null) this.meetStranger(beacon, address);
  }

  /** Answers whoever has just come, who need not wait for the next beacons then. */
  private answer({ run }: Beacon, address: string): void {
    if (this.heardRuns.has(run)) return;
    this.heardRuns.add(run);
    if (this.heardRuns.size > MAX_STRANGERS) this.heardRuns.clear();
    for (const bytes of this.nextBeacons()) this.beacons?.sendTo(bytes, address);
  }

  private meetStranger({ run, port }: Beacon, address: string): void {
    const { phrase, clock } = this.options;
    const id = `${address}:${port}`;
    if (phrase === null || (this.strangers.get(id) ?? 0) > clock.nowMs()) return;
    this.meet({ kind: 'phrase', phrase }, { address, port }, run);
  }

  // ── links ────────────────────────────────────────────────────────────────────────────────────

  /** Of two that hear each other one knocks at once, and the other only if nobody knocks. */
  private meet(wish: Knock, place: Place, run: string): void {
    const id = idOf(wish, place);
    if (this.isMet(wish) || this.knocking.has(id) || this.knocking.size >= MAX_KNOCKING) return;
    this.knocking.add(id);
    const waitMs = this.run.toString('hex') < run ? 0 : PATIENCE_MS;
    this.after(waitMs, () => {
      void this.knockAt(wish, place).finally(() => this.knocking.delete(id));
    });
  }

  private isMet(wish: Knock): boolean {
    return wish.kind === 'contact' && this.peers.get(wish.key)?.isLinked === true;
  }

  private async knockAt(wish: Knock, place: Place): Promise<void> {
    const { identity, clock, place: own } = this.options;
    const { address, port } = place;
    const id = `${address}:${port}`;
    const isPhrase = wish.kind === 'phrase';
    if (this.owned.isDisposed || this.isMet(wish)) return;
    if (isPhrase && (!this.budget.mayTry(address) || this.isLinkedWith(id))) return;
    const knocked = knock(identity, wish);
    const socket = knocked === null ? null : await dial(address, port, own.address);
    if (knocked === null || socket === null) return;
    const { handshake, first } = knocked;
    const isLinked = (key: PublicKey): boolean => this.peers.get(key)?.isLinked === true;
    const outcome = await shakeHands({ socket, handshake, first, clock, isLinked });
    if (isPhrase) this.countGuess(address, outcome);
    if (outcome instanceof LanLink) {
      if (isPhrase) this.strangers.set(id, Number.POSITIVE_INFINITY);
      this.adopt(outcome, id);
    } else if (isPhrase) this.strangers.set(id, clock.nowMs() + STRANGER_WAIT_MS);
    if (this.strangers.size > MAX_STRANGERS) this.strangers.clear();
  }

  private countGuess(address: string, outcome: LanLink | LinkFailure): void {
    if (outcome instanceof LanLink) this.budget.handleSuccess(address);
    else if (outcome.isGuess) this.budget.handleFailure(address);
  }

  private isLinkedWith(id: string): boolean {
    return this.strangers.get(id) === Number.POSITIVE_INFINITY;
  }

  private createServer(): Server {
    const server = new Server((socket) => {
      void this.takeKnock(socket);
    });
    server.maxConnections = MAX_HALF_OPEN + MAX_PEERS;
    return server;
  }

  private async takeKnock(socket: Socket): Promise<void> {
    const { identity, clock } = this.options;
    const address = socket.remoteAddress ?? '';
    if (!this.halfOpen.open(address)) {
      socket.destroy();
      return;
    }
    const handshake = answerKnock(identity, this.doorFor(address));
    const outcome = await shakeHands({ socket, handshake, first: null, clock });
    this.halfOpen.close(address);
    this.countGuess(address, outcome);
    if (outcome instanceof LanLink) this.adopt(outcome, null);
  }

  private doorFor(address: string): Door {
    return {
      isContact: (key) => this.contacts.some((each) => each.key === key),
      isFresh: (ephemeral) => {
        if (this.seenKnocks.has(ephemeral)) return false;
        this.seenKnocks.add(ephemeral);
        if (this.seenKnocks.size > MAX_KNOCKS_KEPT) {
          const [eldest] = this.seenKnocks;
          this.seenKnocks.delete(eldest);
        }
        return true;
      },
      phrase: () => (this.budget.mayTry(address) ? this.options.phrase : null),
    };
  }

  /** @param strangerId Where somebody was looked for; `null`: they knocked here. */
  private adopt(link: LanLink, strangerId: string | null): void {
    const { remote } = link;
    const isOwn = remote === this.options.identity.publicKey;
    const known = this.peers.get(remote);
    const isFull = known === undefined && this.peers.size >= MAX_PEERS;
    if (this.owned.isDisposed || isOwn || isFull) {
      link.dispose();
      return;
    }
    this.forgetting.get(remote)?.dispose();
    const peer = known ?? this.createPeer(remote);
    link.onClosed(() => {
      if (strangerId !== null) this.strangers.delete(strangerId);
      if (!peer.isLinked) this.handleLost(peer);
    });
    peer.attach(link);
    if (known === undefined) this.peerEmitter.fire(peer);
  }

  private createPeer(key: PublicKey): LanPeer {
    const { identity, signer, clock, logger } = this.options;
    const peer = new LanPeer(key, {
      ownKey: identity.publicKey,
      signer,
      clock,
      logger,
      rooms: this.rooms,
      name: () => this.options.name(),
      presence: () => this.options.presence(),
    });
    this.peers.set(key, peer);
    peer.onBye(() => {
      this.forget(peer);
    });
    return peer;
  }

  /** They may come back, and are looked for where they were. */
  private handleLost(peer: LanPeer): void {
    if (this.owned.isDisposed || this.peers.get(peer.key) !== peer) return;
    const { clock } = this.options;
    this.forgetting.set(
      peer.key,
      clock.after(FORGET_AFTER_MS, () => {
        if (!peer.isLinked) this.forget(peer);
      }),
    );
    this.lookFor(peer);
  }

  private lookFor(peer: LanPeer): void {
    const place = this.places.get(peer.key);
    if (place === undefined) return;
    this.after(RETRY_MS * (1 + Math.random()), () => {
      if (peer.isLinked || this.peers.get(peer.key) !== peer) return;
      void this.knockAt({ kind: 'contact', key: peer.key }, place).then(() => {
        if (!peer.isLinked) this.lookFor(peer);
      });
    });
  }

  private after(delayMs: number, task: () => void): void {
    const timer = this.options.clock.after(delayMs, () => {
      this.timers.delete(timer);
      task();
    });
    if (this.owned.isDisposed) timer.dispose();
    else this.timers.add(timer);
  }

  private forget(peer: LanPeer): void {
    this.forgetting.get(peer.key)?.dispose();
    this.forgetting.delete(peer.key);
    if (!this.peers.delete(peer.key)) return;
    this.goneEmitter.fire(peer);
    peer.dispose();
  }
}

function idOf(wish: Knock, { address, port }: Place): string {
  return wish.kind === 'contact' ? wish.key : `${address}:${port}`;
}

/** Resolves to the port, or to null when it is taken. */
function listen(server: Server, address: string, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const fail = (): void => {
      resolve(null);
    };
    server.once('error', fail);
    server.listen(port, address, () => {
      server.off('error', fail);
      server.on('error', () => undefined);
      const bound = server.address();
      resolve(bound !== null && typeof bound === 'object' ? bound.port : null);
    });
  });
}
