import { assertNever } from '../../shared/base/assert-never';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import {
  connectionOf,
  type MeshLinkEffect,
  type MeshLinkEvent,
  type MeshLinkState,
  newMeshLink,
  reduceMeshLink,
} from '../../shared/call/mesh-link';
import type { KeptLink } from '../../shared/call/kept-stay';
import type { PartyConnection } from '../../shared/party/participant';
import type { Signal } from '../../shared/protocol/messages';
import type { ViewState } from '../../shared/protocol/peer-messages';
import type { LinkDetails } from '../rtc/link-details';
import { CallLink, type CallLinkEvents } from './call-link';
import type { CallPorts } from './call-ports';
import { CallTimers } from './call-timers';
import { LinkIdentity } from './link-identity';
import { type TellRemote, tellerOf } from './remote-events';
import { SignalQueue } from './signal-queue';

export type MemberLinkPorts = Pick<
  CallPorts,
  | 'linkFactory'
  | 'checkOffer'
  | 'createGlyphSource'
  | 'iceServers'
  | 'local'
  | 'remote'
  | 'clock'
  | 'logger'
>;

/** ICE over two TURN servers takes a few seconds; what stands still for longer will not connect. */
const LINK_CONNECT_TIMEOUT_MS = 15_000;
/** Shorter for a link that replaces one that was up: there is a path, and it may be back at any moment. */
const RELINK_CONNECT_TIMEOUT_MS = 8_000;

/**
 * My connection with one member of a room: one peer connection after another, as the mesh machine
 * says. Those of other members know nothing of it, so that whoever comes or goes disturbs nobody.
 */
export class MemberLink implements Disposable {
  private state: MeshLinkState;
  private readonly link = new MutableDisposable<CallLink>();
  private readonly timers: CallTimers;
  private readonly early = new SignalQueue();
  private readonly views = new Map<'camera' | 'screen', ViewState>();
  private readonly tell: TellRemote;
  private readonly identity: LinkIdentity;
  private told: PartyConnection | null = null;
  private isDisposed = false;

  constructor(
    private readonly id: string,
    isInitiator: boolean,
    reachable: { readonly member: boolean; readonly server: boolean },
    private readonly ports: MemberLinkPorts,
    /** What a page before this one had with this member. */
    private readonly before: KeptLink | undefined,
    /** Has the server relay a signal to the member. */
    private readonly send: (signal: Signal) => void,
  ) {
    this.tell = tellerOf(ports.remote, id);
    this.identity = new LinkIdentity(ports, (isFirst) => {
      if (isFirst) this.tell('impostor', null);
    });
    const pin = before?.pin ?? null;
    if (pin !== null) this.identity.pin.hold(pin);
    this.state = newMeshLink(isInitiator, reachable);
    this.timers = new CallTimers(ports.clock, (timer) => {
      if (timer === 'patience' || timer === 'retry') this.dispatch({ kind: 'timer', timer });
    });
  }

  /** Makes the first connection, or waits for it. */
  start(): void {
    const { before } = this;
    // The other end knows those before; a newer one is made by whoever makes them.
    const next = this.state.isInitiator ? 1 : 0;
    this.dispatch({
      kind: 'start',
      generation: before === undefined ? 0 : before.generation + next,
    });
  }

  /** For a page that takes this one's place. */
  kept(): KeptLink {
    return { id: this.id, generation: this.state.generation, pin: this.identity.pin.fingerprint };
  }

  dispatch(event: MeshLinkEvent): void {
    if (this.isDisposed) return;
    const { state, effects } = reduceMeshLink(this.state, event, this.ports.clock.nowMs());
    this.state = state;
    for (const effect of effects) this.run(effect);
    this.tellConnection();
  }

  /** A signal of the other end. */
  signal(signal: Signal): void {
    const { generation } = signal;
    if (generation > this.state.generation) {
      // Only whoever makes the connections makes newer ones.
      if (this.state.isInitiator || !this.identity.admits(signal)) return;
      this.early.push(signal);
      this.dispatch({ kind: 'peer-generation', generation });
      return;
    }
    const link = this.link.value;
    if (link?.generation === generation) link.signal(signal);
    else this.ports.logger.log('debug', 'Dropped a stale signal', { generation });
  }

  setView(view: ViewState): void {
    this.views.set(view.picture ?? 'camera', view);
    this.link.value?.setView(view);
  }

  /** For the technical panel; `null`: there is no peer connection now. */
  async details(): Promise<LinkDetails | null> {
    return (await this.link.value?.details()) ?? null;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.timers.dispose();
    this.link.dispose();
  }

  private run(effect: MeshLinkEffect): void {
    switch (effect.kind) {
      case 'open':
        this.open(effect.generation, effect.isInitiator);
        return;
      case 'close':
        this.dropLink();
        return;
      case 'start-timer':
        this.timers.start(effect.timer, effect.delayMs);
        return;
      case 'stop-timer':
        this.timers.stop(effect.timer);
        return;
      default:
        assertNever(effect, 'effect of a mesh link');
    }
  }

  private open(generation: number, isInitiator: boolean): void {
    const { linkFactory, iceServers, logger } = this.ports;
    this.dropLink();
    try {
      const connectTimeoutMs = this.state.hasBeenUp
        ? RELINK_CONNECT_TIMEOUT_MS
        : LINK_CONNECT_TIMEOUT_MS;
      const { pin } = this.identity;
      const options = { generation, pin, isInitiator, iceServers: iceServers() };
      const link = new CallLink(
        linkFactory,
        { ...options, connectTimeoutMs },
        this.id,
        this.ports,
        this.linkEvents(generation),
      );
      this.link.value = link;
      for (const view of this.views.values()) link.setView(view);
      for (const signal of this.early.take(generation)) link.signal(signal);
    } catch (error) {
      // RTCPeerConnection throws on ICE servers that it does not understand.
      logger.log('error', 'No peer connection', { error: String(error) });
      this.ports.clock.after(0, () => {
        this.dispatch({ kind: 'lost', generation, isRemoteClose: false });
      });
    }
  }

  private dropLink(): void {
    this.link.value = undefined;
  }

  private linkEvents(generation: number): CallLinkEvents {
    return {
      handleSignal: (signal) => {
        this.send(signal);
      },
      handleConnected: () => {
        this.dispatch({ kind: 'connected', generation });
      },
      handleDisconnected: () => {
        this.dispatch({ kind: 'disconnected', generation });
      },
      handleLost: (reason) => {
        this.ports.logger.log('info', 'A peer connection is over', { generation, reason });
        if (this.link.value?.generation === generation) this.dropLink();
        this.dispatch({ kind: 'lost', generation, isRemoteClose: reason === 'remote-closed' });
      },
      handleImpostor: () => {
        this.identity.handleImpostor();
      },
    };
  }

  private tellConnection(): void {
    const connection = connectionOf(this.state);
    if (connection === this.told) return;
    this.told = connection;
    this.tell('connection', connection);
  }
}
