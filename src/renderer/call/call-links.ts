import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { type EventSource, TypedEvents } from '../../shared/base/typed-events';
import type { CallEffect, CallEvent } from '../../shared/call/call-state';
import type { Signal } from '../../shared/protocol/messages';
import type { ViewState } from '../../shared/protocol/peer-messages';
import type { LinkDetails } from '../rtc/link-details';
import { CallLink, type CallLinkEvents } from './call-link';
import type { CallPorts, EchoPeer, EchoPeerOptions } from './call-ports';
import { LinkIdentity } from './link-identity';
import { PEER_ID } from './remote-events';
import { SignalQueue } from './signal-queue';

/** ICE over two TURN servers takes a few seconds; what stands still for longer will not connect. */
const LINK_CONNECT_TIMEOUT_MS = 15_000;
/** Shorter for a link that replaces a lost one: several are tried within the minute there is. */
const RELINK_CONNECT_TIMEOUT_MS = 8_000;
/** From the first link of a call on: the browser of the other end may ask its user about the camera before. */
const FIRST_ANSWER_TIMEOUT_MS = 60_000;

export type OpenLink = Extract<CallEffect, { kind: 'open-link' }>;

/** What the links of a call tell it. */
export type LinkEvent = Extract<
  CallEvent,
  { kind: 'link-connected' | 'link-disconnected' | 'link-lost' }
>;

/** A signal of this end, to be relayed by the server. */
export interface OutgoingSignal {
  readonly callId: string;
  readonly asEcho?: true;
  readonly signal: Signal;
}

/** What becomes of the links of a call. */
interface CallLinksEvents {
  link: LinkEvent;
  signal: OutgoingSignal;
  /** Somebody else than the other end wants to be it, for the first time in this call or again. */
  impostor: { readonly isFirst: boolean };
}

type LinkPorts = Pick<
  CallPorts,
  | 'linkFactory'
  | 'checkOffer'
  | 'createEchoPeer'
  | 'createGlyphSource'
  | 'iceServers'
  | 'local'
  | 'remote'
  | 'clock'
  | 'logger'
>;

/**
 * The peer connections of a call, one after another: at most one at a time, and in a call to the
 * echo peer that one's other end besides.
 */
export class CallLinks implements Disposable {
  private readonly emitter = new TypedEvents<CallLinksEvents>();
  readonly events: EventSource<CallLinksEvents> = this.emitter;
  private readonly link = new MutableDisposable<CallLink>();
  private readonly echo = new MutableDisposable<EchoPeer>();
  private readonly early = new SignalQueue();
  /** Of the other end's camera, and of its screen. */
  private readonly views = new Map<'camera' | 'screen', ViewState>();
  private identity: LinkIdentity;
  /** Until when the other end may still be asked for its devices; `null`: not known yet. */
  private answerByMs: number | null = null;

  constructor(private readonly ports: LinkPorts) {
    this.identity = this.createIdentity();
  }

  /** Makes a link, closing the one before, and hands it what came for it before it was there. */
  open(order: OpenLink, isEcho: boolean): void {
    const { serial, generation } = order;
    this.link.value = undefined;
    this.echo.value = undefined;
    try {
      const link = this.makeLink(order, isEcho);
      this.link.value = link;
      for (const view of this.views.values()) link.setView(view);
    } catch (error) {
      // RTCPeerConnection throws on ICE servers that it does not understand.
      this.ports.logger.log('error', 'No peer connection', { error: String(error) });
      this.emitter.fire('link', { kind: 'link-lost', serial, generation, isRemoteClose: false });
    }
    for (const signal of this.early.take(generation)) this.link.value?.signal(signal);
  }

  /** A signal of the other end; `isEarly`: it is for a link that is going to be made. */
  signal(signal: Signal, isEarly: boolean): void {
    const { generation } = signal;
    if (this.link.value?.generation === generation) this.link.value.signal(signal);
    else if (!isEarly) this.ports.logger.log('debug', 'Dropped a stale signal', { generation });
    else if (!this.early.push(signal)) this.ports.logger.log('warn', 'Dropped a signal: too many');
  }

  /** The certificate that the other end has to show; `null`: none was seen yet. */
  get pinned(): string | null {
    return this.identity.pin.fingerprint;
  }

  /** Ties the call to the certificate that its other end showed to a page before this one. */
  hold(fingerprint: string): void {
    this.answerByMs = 0;
    this.identity.pin.hold(fingerprint);
  }

  /** Whether a signal of a newer generation may have the link there is replaced. */
  admits(signal: Signal): boolean {
    return this.identity.admits(signal);
  }

  /** For the technical panel; `null`: there is no peer connection. */
  async details(): Promise<LinkDetails | null> {
    return (await this.link.value?.details()) ?? null;
  }

  signalEcho(signal: Signal): void {
    this.echo.value?.signal(signal);
  }

  /** What is shown of the other end's picture, in this call. */
  setView(view: ViewState): void {
    this.views.set(view.picture ?? 'camera', view);
    this.link.value?.setView(view);
  }

  /** The call is over. */
  close(): void {
    this.early.clear();
    this.views.clear();
    this.identity = this.createIdentity();
    this.answerByMs = null;
    this.link.value = undefined;
    this.echo.value = undefined;
  }

  dispose(): void {
    this.close();
    this.link.dispose();
    this.echo.dispose();
    this.emitter.dispose();
  }

  private makeLink(order: OpenLink, isEcho: boolean): CallLink {
    const { linkFactory, iceServers, clock } = this.ports;
    const { callId, generation, isInitiator } = order;
    const connectTimeoutMs = generation === 0 ? LINK_CONNECT_TIMEOUT_MS : RELINK_CONNECT_TIMEOUT_MS;
    const nowMs = clock.nowMs();
    this.answerByMs ??= nowMs + FIRST_ANSWER_TIMEOUT_MS;
    const answerTimeoutMs = Math.max(connectTimeoutMs, this.answerByMs - nowMs);
    const times = { connectTimeoutMs, answerTimeoutMs };
    const shared = { generation, iceServers: iceServers(), ...times };
    if (isEcho) this.echo.value = this.makeEcho(callId, shared);
    const options = { ...shared, isInitiator, pin: this.identity.pin };
    return new CallLink(linkFactory, options, PEER_ID, this.ports, this.linkEvents(order));
  }

  private createIdentity(): LinkIdentity {
    return new LinkIdentity(this.ports, (isFirst) => {
      this.emitter.fire('impostor', { isFirst });
    });
  }

  private makeEcho(callId: string, options: EchoPeerOptions): EchoPeer | undefined {
    const echo = this.ports.createEchoPeer?.(options);
    echo?.onSignal((signal) => {
      if (this.echo.value === echo) this.emitter.fire('signal', { callId, asEcho: true, signal });
    });
    return echo;
  }

  private linkEvents({ serial, callId, generation }: OpenLink): CallLinkEvents {
    return {
      handleSignal: (signal) => {
        this.emitter.fire('signal', { callId, signal });
      },
      handleConnected: () => {
        this.answerByMs = 0;
        this.emitter.fire('link', { kind: 'link-connected', serial, generation });
      },
      handleDisconnected: () => {
        this.emitter.fire('link', { kind: 'link-disconnected', serial, generation });
      },
      handleLost: (reason) => {
        this.ports.logger.log('info', 'The peer connection is over', { generation, reason });
        this.link.value = undefined;
        const isRemoteClose = reason === 'remote-closed';
        this.emitter.fire('link', { kind: 'link-lost', serial, generation, isRemoteClose });
      },
      handleImpostor: () => {
        this.identity.handleImpostor();
      },
    };
  }
}
