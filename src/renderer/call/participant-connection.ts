import { assertNever } from '../../shared/base/assert-never';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import {
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  type ConnectionTimer,
  newConnection,
  type NewConnection,
  reduceConnection,
} from '../../shared/call/connection';
import { type ConnectionPolicy, policyWith } from '../../shared/call/connection-policy';
import type { KeptLink } from '../../shared/call/kept-stay';
import type { Signal } from '../../shared/protocol/messages';
import type { PeerLine, ViewState } from '../../shared/protocol/peer-messages';
import type { LinkDetails } from '../rtc/link-details';
import { hasRelay } from '../rtc/ice-servers';
import type { PeerLinkOptions } from '../rtc/peer-link';
import { planFirst } from '../rtc/sending-control';
import { sharedWith } from './local-participant';
import { LinkSession, type LinkSessionEvents } from './link-session';
import type { CallPorts, EchoPeerOptions } from './call-ports';
import { LinkIdentity } from './link-identity';
import { NamedTimers } from './named-timers';
import { PreparedLink } from './prepared-link';
import { SignalQueue } from './signal-queue';

export type ConnectionPorts = Pick<
  CallPorts,
  | 'linkFactory'
  | 'checkOffer'
  | 'createGlyphSource'
  | 'iceServers'
  | 'hidingFrom'
  | 'local'
  | 'remote'
  | 'clock'
  | 'logger'
>;

/** What a connection is from the start. */
export interface ConnectionTerms extends NewConnection {
  /** Of the remote participant. */
  readonly id: string;
  readonly policy: ConnectionPolicy;
  /** The certificate that they showed to a page before this one; `null`: none. */
  readonly pin: string | null;
  /** Whether the remote end is in this very page, which knows the address; left out: it is not. */
  readonly isInPage?: boolean;
  /** As of a link: whether the two ends carry their signals themselves once it is up. */
  readonly isSelfSignalled?: boolean;
  /** Whether the remote end is a program that is not WebCRT, as known when a link is made. */
  readonly isPlain?: () => boolean;
}

/** How a connection fares, for the call or the room that it belongs to. */
export interface ConnectionEvents {
  /** To be relayed by the server. */
  handleSignal(signal: Signal): void;
  /** After every event, also when nothing of the state is new. */
  handleState(state: ConnectionState): void;
  /** Somebody else wants to be the remote participant, for the first time or again. */
  handleImpostor(isFirst: boolean): void;
  /** Something came in their name that is not theirs; told once, if no impostor was before. */
  handleForgery(): void;
  /** A link is about to be made. */
  handleOpening?(options: EchoPeerOptions): void;
  /** The remote end closed the link there was; told before anything is made of that. */
  handleRemoteClose?(): void;
  /**
   * The address is hidden, and no TURN server relays anything; told once, before it is tried again.
   */
  handleNoRelay?(): void;
  /** Their program and this one have no codec in common; told once. */
  handleNothingShared?(): void;
  /** There is no use in trying on. */
  handleGaveUp?(): void;
}

/**
 * The connection with one remote participant, of a call or of a room: one peer connection after
 * another, as the connection's machine says, and at most one at a time. Those with other
 * participants know nothing of it, so that whoever comes or goes disturbs nobody.
 */
export class ParticipantConnection implements Disposable {
  private state: ConnectionState;
  private readonly link = new MutableDisposable<LinkSession>();
  private readonly prepared = new MutableDisposable<PreparedLink>();
  private readonly timers: NamedTimers<ConnectionTimer>;
  /** Signals for a link that is about to be made. */
  private readonly early = new SignalQueue();
  /** What is shown of their camera, and of their screen. */
  private readonly views = new Map<'camera' | 'screen', ViewState>();
  private readonly identity: LinkIdentity;
  /** Until when the remote end may still be asked for its devices; `null`: not known yet. */
  private answerByMs: number | null = null;
  private isPreparing = false;
  private hasToldNoRelay = false;
  private hasToldNothingShared = false;
  private hasToldAddress = false;
  /** No TURN server relays anything, though there is one. */
  private isRelayDead = false;
  /** The servers that a link is prepared with, while they are asked for. */
  private asked: Promise<readonly RTCIceServer[]> | null = null;
  /** The link that is to be made as soon as its servers are known. */
  private opening: { readonly generation: number } | null = null;
  private isDisposed = false;

  constructor(
    private readonly terms: ConnectionTerms,
    private readonly ports: ConnectionPorts,
    private readonly events: ConnectionEvents,
  ) {
    const { isInitiator, generation, isPartnerReachable, isServerReachable, pin } = terms;
    this.state = newConnection({
      isInitiator,
      generation,
      isPartnerReachable,
      isServerReachable,
    });
    this.identity = new LinkIdentity(ports, (isFirst) => {
      events.handleImpostor(isFirst);
    });
    if (pin !== null) {
      this.answerByMs = 0;
      this.identity.pin.hold(pin);
    }
    this.timers = new NamedTimers(ports.clock, (timer) => {
      this.dispatch({ kind: 'timer', timer });
    });
  }

  /** For a page that takes this one's place. */
  kept(): Omit<KeptLink, 'key'> {
    const { generation } = this.state;
    return { id: this.terms.id, generation, pin: this.identity.pin.fingerprint };
  }

  /** Makes the first connection, or waits for it; until then the newest signals are kept. */
  start(): void {
    this.dispatch({ kind: 'start' });
  }

  /**
   * Does what can be done before anybody has accepted anything, so that the first connection is
   * made the sooner. Nothing is said to anybody.
   */
  prepare(): void {
    const { state, terms } = this;
    const isUseless = terms.isInPage === true || this.isPlain;
    if (this.isDisposed || this.isPreparing || state.isStarted || isUseless) return;
    this.isPreparing = true;
    const servers = this.ports.iceServers(false);
    if (servers instanceof Promise) {
      this.asked = servers;
      void servers.then((known) => {
        this.prepareOver(known);
      });
    } else this.prepareOver(servers);
  }

  dispatch(event: ConnectionEvent): void {
    if (this.isDisposed) return;
    // What was found on one network is of no use on another.
    if (event.kind === 'network-changed') this.prepared.value = undefined;
    const nowMs = this.ports.clock.nowMs();
    const { state, effects } = reduceConnection(this.state, event, nowMs, this.policy);
    this.state = state;
    for (const effect of effects) this.run(effect);
    if (!this.hasEnded()) this.events.handleState(this.state);
  }

  /** A signal of the remote end. */
  signal(signal: Signal): void {
    const { generation } = signal;
    if (generation > this.state.generation) {
      // Only whoever makes the connections makes newer ones.
      if (!this.identity.admits(signal) || this.state.isInitiator) return;
      this.keepEarly(signal);
      this.dispatch({ kind: 'peer-generation', generation });
      return;
    }
    const link = this.link.value;
    if (link?.generation === generation) link.signal(signal);
    else if (this.isLinkToCome(generation)) this.keepEarly(signal);
    else this.ports.logger.log('debug', 'Dropped a stale signal', { generation });
  }

  /** Something came in their name that is not theirs: nothing was made of it. */
  handleForgery(): void {
    if (!this.isDisposed && this.identity.tellFirst()) this.events.handleForgery();
  }

  /** What is shown of their picture from now on, over every link to come as well. */
  setView(view: ViewState): void {
    this.views.set(view.picture ?? 'camera', view);
    this.link.value?.setView(view);
  }

  /** A line of chat over the link itself; `false`: there is none that is up. */
  say(line: PeerLine): boolean {
    return this.link.value?.say(line) ?? false;
  }

  /** For the technical panel; `null`: there is no peer connection now. */
  async details(): Promise<LinkDetails | null> {
    return (await this.link.value?.details()) ?? null;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.opening = null;
    this.timers.dispose();
    this.prepared.dispose();
    this.link.dispose();
  }

  private get isPlain(): boolean {
    return this.terms.isPlain?.() === true;
  }

  private get policy(): ConnectionPolicy {
    return policyWith(this.terms.policy, this.isPlain);
  }

  /** A method, as whoever is told of an effect may dispose the connection. */
  private hasEnded(): boolean {
    return this.isDisposed;
  }

  private keepEarly(signal: Signal): void {
    if (!this.early.push(signal)) this.ports.logger.log('warn', 'Dropped a signal: too many');
  }

  private run(effect: ConnectionEffect): void {
    switch (effect.kind) {
      case 'open':
        this.open(effect.generation, effect.isInitiator);
        return;
      case 'close':
        this.opening = null;
        this.link.value = undefined;
        return;
      case 'give-up':
        this.events.handleGaveUp?.();
        return;
      case 'start-timer':
        if (!this.isDisposed) this.timers.start(effect.timer, effect.delayMs);
        return;
      case 'stop-timer':
        this.timers.stop(effect.timer);
        return;
      default:
        assertNever(effect, 'effect of a connection');
    }
  }

  private isLinkToCome(generation: number): boolean {
    if (this.opening?.generation === generation) return true;
    return !this.state.isStarted && generation === this.state.generation;
  }

  private open(generation: number, isInitiator: boolean): void {
    this.link.value = undefined;
    const opening = { generation };
    this.opening = opening;
    // Such an end has a certificate for each connection, mostly. One that was up holds.
    const isFirst = this.terms.pin === null && !this.state.hasBeenUp;
    if (isInitiator && isFirst && this.isPlain) this.identity.pin.forget();
    const { iceServers: ready } = this.prepared.value ?? {};
    const servers = ready ?? this.asked ?? this.ports.iceServers(this.terms.isInPage === true);
    this.asked = null;
    if (servers instanceof Promise) {
      void servers.then((known) => {
        if (this.opening === opening) this.openOver(known, generation, isInitiator);
      });
    } else this.openOver(servers, generation, isInitiator);
  }

  private openOver(
    iceServers: readonly RTCIceServer[],
    generation: number,
    isInitiator: boolean,
  ): void {
    const { linkFactory, logger, clock } = this.ports;
    const prepared = this.prepared.value;
    this.opening = null;
    try {
      const shared = { generation, iceServers, ...this.limits() };
      this.events.handleOpening?.(shared);
      const link = new LinkSession(
        (options) => prepared?.take(options) ?? linkFactory(options),
        {
          ...shared,
          ...this.fixedOptions(isInitiator, this.isAddressHidden(iceServers)),
        },
        this.terms.id,
        this.ports,
        this.linkEvents(generation),
      );
      this.link.value = link;
      for (const view of this.views.values()) link.setView(view);
      prepared?.release();
      this.prepared.value = undefined;
      for (const signal of this.early.take(generation)) link.signal(signal);
    } catch (error) {
      // RTCPeerConnection throws on ICE servers that it does not understand.
      logger.log('error', 'No peer connection', { error: String(error) });
      clock.after(0, () => {
        this.dispatch({ kind: 'lost', generation, isRemoteClose: false });
      });
    }
  }

  private prepareOver(iceServers: readonly RTCIceServer[]): void {
    const { generation, isInitiator, isStarted } = this.state;
    if (this.isDisposed || isStarted) return;
    this.asked = null;
    try {
      this.prepared.value = new PreparedLink(this.ports.linkFactory, {
        generation,
        iceServers,
        ...this.fixedOptions(isInitiator, this.mayHide(iceServers)),
        tracks: {},
      });
    } catch (error) {
      // Tried again, and told, once somebody waits for it.
      this.ports.logger.log('debug', 'No peer connection prepared', { error: String(error) });
    }
  }

  private fixedOptions(
    isInitiator: boolean,
    isAddressHidden: boolean,
  ): Omit<PeerLinkOptions, 'generation' | 'iceServers' | 'connectTimeoutMs' | 'tracks'> {
    const { tracks, bandwidth } = sharedWith(this.ports.local.state, this.terms.id);
    return {
      isInitiator,
      pin: this.identity.pin,
      isAddressHidden,
      firstPlan: planFirst(tracks.video, bandwidth),
      ...(this.terms.isSelfSignalled === true && { isSelfSignalled: true }),
      ...(this.isPlain && { isPlain: true }),
    };
  }

  private isAddressHidden(iceServers: readonly RTCIceServer[]): boolean {
    if (this.terms.isInPage === true) return false;
    const isHidden = this.mayHide(iceServers);
    const isWished = this.ports.hidingFrom(this.terms.id) === 'where-relayed';
    if (isWished && !isHidden && !this.hasToldAddress) {
      this.hasToldAddress = true;
      this.ports.remote.fire('addressShown', { id: this.terms.id, value: null });
    }
    return isHidden;
  }

  private mayHide(iceServers: readonly RTCIceServer[]): boolean {
    const hiding = this.ports.hidingFrom(this.terms.id);
    if (hiding !== 'where-relayed') return hiding === 'always';
    return !this.isRelayDead && hasRelay(iceServers);
  }

  /** Whoever wants it hidden in any case is told; the others are connected without, next time. */
  private handleNoRelay(): void {
    this.isRelayDead = true;
    const { isInPage = false, id } = this.terms;
    const isDeal = isInPage || this.ports.hidingFrom(id) === 'always';
    if (!isDeal || this.hasToldNoRelay) return;
    this.hasToldNoRelay = true;
    this.events.handleNoRelay?.();
  }

  private handleNothingShared(): void {
    if (this.hasToldNothingShared) return;
    this.hasToldNothingShared = true;
    this.events.handleNothingShared?.();
  }

  /** How long a new link may take. */
  private limits(): Pick<EchoPeerOptions, 'connectTimeoutMs' | 'answerTimeoutMs'> {
    const { policy } = this;
    const nowMs = this.ports.clock.nowMs();
    const connectTimeoutMs = policy.connectTimeoutMs(this.state);
    this.answerByMs ??= nowMs + (policy.answerTimeoutMs ?? 0);
    return {
      connectTimeoutMs,
      answerTimeoutMs: Math.max(connectTimeoutMs, this.answerByMs - nowMs),
    };
  }

  private linkEvents(generation: number): LinkSessionEvents {
    return {
      handleSignal: (signal) => {
        this.events.handleSignal(signal);
      },
      handleConnected: () => {
        this.answerByMs = 0;
        this.dispatch({ kind: 'connected', generation });
      },
      handleDisconnected: () => {
        this.dispatch({ kind: 'disconnected', generation });
      },
      handleLost: (reason) => {
        this.ports.logger.log('info', 'A peer connection is over', { generation, reason });
        if (this.link.value?.generation === generation) this.link.value = undefined;
        const isRemoteClose = reason === 'remote-closed';
        if (isRemoteClose) this.events.handleRemoteClose?.();
        if (reason === 'no-relay') this.handleNoRelay();
        if (reason === 'nothing-shared') this.handleNothingShared();
        this.dispatch({ kind: 'lost', generation, isRemoteClose });
      },
      handleImpostor: () => {
        this.identity.handleImpostor();
      },
    };
  }
}
