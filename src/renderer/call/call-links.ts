import { Emitter } from '../../shared/base/emitter';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { CallEffect, CallEvent } from '../../shared/call/call-state';
import type { Bandwidth } from '../../shared/call/sending-policy';
import type { Signal } from '../../shared/protocol/messages';
import {
  type CostumeState,
  NO_COSTUME,
  type RecordingState,
  type ViewState,
} from '../../shared/protocol/peer-messages';
import type { FileChannel } from '../rtc/file-channel';
import type { LinkDetails } from '../rtc/link-details';
import type { LinkStats, TrackKind } from '../rtc/peer-link';
import { CallLink, type CallLinkEvents } from './call-link';
import type {
  CallPorts,
  EchoPeer,
  EchoPeerOptions,
  LocalTracks,
  PeerMedia,
  RemoteTrack,
} from './call-ports';
import { fireSafely } from './fire-safely';
import type { TextPicture } from './glyph-source';
import { LinkIdentity } from './link-identity';
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

type LinkPorts = Pick<
  CallPorts,
  | 'linkFactory'
  | 'checkOffer'
  | 'createEchoPeer'
  | 'createGlyphSource'
  | 'iceServers'
  | 'localTracks'
  | 'isCameraDark'
  | 'clock'
  | 'logger'
>;

/**
 * The peer connections of a call, one after another: at most one at a time, and in a call to the
 * echo peer that one's other end besides.
 */
export class CallLinks implements Disposable {
  private readonly eventEmitter = new Emitter<LinkEvent>();
  readonly onEvent = this.eventEmitter.event;
  private readonly signalEmitter = new Emitter<OutgoingSignal>();
  readonly onSignal = this.signalEmitter.event;
  private readonly remoteTrackEmitter = new Emitter<RemoteTrack>();
  readonly onRemoteTrack = this.remoteTrackEmitter.event;
  private readonly peerMediaEmitter = new Emitter<PeerMedia>();
  readonly onPeerMedia = this.peerMediaEmitter.event;
  private readonly peerRecordingEmitter = new Emitter<RecordingState>();
  readonly onPeerRecording = this.peerRecordingEmitter.event;
  private readonly peerCostumeEmitter = new Emitter<CostumeState>();
  readonly onPeerCostume = this.peerCostumeEmitter.event;
  private readonly levelEmitter = new Emitter<number>();
  readonly onLevel = this.levelEmitter.event;
  private readonly statsEmitter = new Emitter<LinkStats>();
  readonly onStats = this.statsEmitter.event;
  private readonly textPictureEmitter = new Emitter<TextPicture>();
  readonly onTextPicture = this.textPictureEmitter.event;
  private readonly filesEmitter = new Emitter<FileChannel | null>();
  /** The channel for files of the link that was made; `null`: there is no link now. */
  readonly onFiles = this.filesEmitter.event;
  private readonly impostorEmitter = new Emitter<{ readonly isFirst: boolean }>();
  /** Somebody else than the other end wants to be it, for the first time in this call or again. */
  readonly onImpostor = this.impostorEmitter.event;

  private readonly link = new MutableDisposable<CallLink>();
  private readonly echo = new MutableDisposable<EchoPeer>();
  private readonly early = new SignalQueue();
  /** Set during the call; goes before what the ports say, so that a mute outlives a rebuilt link. */
  private chosenTracks: Partial<LocalTracks> = {};
  /** Of the other end's camera, and of its screen. */
  private readonly views = new Map<'camera' | 'screen', ViewState>();
  private bandwidth: Bandwidth = 'auto';
  private isRecording = false;
  private costume = NO_COSTUME;
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
      link.setBandwidth(this.bandwidth);
      link.setRecording(this.isRecording);
      link.setCostume(this.costume);
      for (const view of this.views.values()) link.setView(view);
      this.tellFiles(link.files);
    } catch (error) {
      // RTCPeerConnection throws on ICE servers that it does not understand.
      this.ports.logger.log('error', 'No peer connection', { error: String(error) });
      this.eventEmitter.fire({ kind: 'link-lost', serial, generation, isRemoteClose: false });
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

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.chosenTracks = { ...this.chosenTracks, [kind]: track };
    this.link.value?.setTrack(kind, track);
  }

  /** What is shown of the other end's picture, in this call. */
  setView(view: ViewState): void {
    this.views.set(view.picture ?? 'camera', view);
    this.link.value?.setView(view);
  }

  /** How much of my picture may be sent, from now on and in every call. */
  setBandwidth(bandwidth: Bandwidth): void {
    this.bandwidth = bandwidth;
    this.link.value?.setBandwidth(bandwidth);
  }

  /** Whether I record: told over the link there is, and over every one to come. */
  setRecording(isOn: boolean): void {
    this.isRecording = isOn;
    this.link.value?.setRecording(isOn);
  }

  /** How I like to be seen: told over the link there is, and over every one to come. */
  setCostume(costume: CostumeState): void {
    this.costume = costume;
    this.link.value?.setCostume(costume);
  }

  /** The call is over. */
  close(): void {
    this.early.clear();
    this.chosenTracks = {};
    this.views.clear();
    this.identity = this.createIdentity();
    this.answerByMs = null;
    this.link.value = undefined;
    this.echo.value = undefined;
    this.tellFiles(null);
  }

  dispose(): void {
    this.close();
    this.link.dispose();
    this.echo.dispose();
    const { eventEmitter, signalEmitter, remoteTrackEmitter, peerMediaEmitter, statsEmitter } =
      this;
    eventEmitter.dispose();
    signalEmitter.dispose();
    remoteTrackEmitter.dispose();
    peerMediaEmitter.dispose();
    this.peerRecordingEmitter.dispose();
    this.peerCostumeEmitter.dispose();
    this.levelEmitter.dispose();
    statsEmitter.dispose();
    this.textPictureEmitter.dispose();
    this.filesEmitter.dispose();
    this.impostorEmitter.dispose();
  }

  private tellFiles(channel: FileChannel | null): void {
    fireSafely(this.filesEmitter, channel, this.ports.logger);
  }

  private makeLink(order: OpenLink, isEcho: boolean): CallLink {
    const { linkFactory, iceServers, localTracks, clock } = this.ports;
    const { callId, generation, isInitiator } = order;
    const connectTimeoutMs = generation === 0 ? LINK_CONNECT_TIMEOUT_MS : RELINK_CONNECT_TIMEOUT_MS;
    const nowMs = clock.nowMs();
    this.answerByMs ??= nowMs + FIRST_ANSWER_TIMEOUT_MS;
    const answerTimeoutMs = Math.max(connectTimeoutMs, this.answerByMs - nowMs);
    const times = { connectTimeoutMs, answerTimeoutMs };
    const shared = { generation, iceServers: iceServers(), ...times };
    if (isEcho) this.echo.value = this.makeEcho(callId, shared);
    const tracks = { ...localTracks(), ...this.chosenTracks };
    const options = { ...shared, isInitiator, tracks, pin: this.identity.pin };
    return new CallLink(linkFactory, options, this.ports, this.linkEvents(order));
  }

  private createIdentity(): LinkIdentity {
    return new LinkIdentity(this.ports, (isFirst) => {
      fireSafely(this.impostorEmitter, { isFirst }, this.ports.logger);
    });
  }

  private makeEcho(callId: string, options: EchoPeerOptions): EchoPeer | undefined {
    const echo = this.ports.createEchoPeer?.(options);
    echo?.onSignal((signal) => {
      if (this.echo.value === echo) this.signalEmitter.fire({ callId, asEcho: true, signal });
    });
    return echo;
  }

  private linkEvents({ serial, callId, generation }: OpenLink): CallLinkEvents {
    return {
      handleSignal: (signal) => {
        this.signalEmitter.fire({ callId, signal });
      },
      handleConnected: () => {
        this.answerByMs = 0;
        this.eventEmitter.fire({ kind: 'link-connected', serial, generation });
      },
      handleDisconnected: () => {
        this.eventEmitter.fire({ kind: 'link-disconnected', serial, generation });
      },
      handleLost: (reason) => {
        this.ports.logger.log('info', 'The peer connection is over', { generation, reason });
        this.link.value = undefined;
        this.tellFiles(null);
        const isRemoteClose = reason === 'remote-closed';
        this.eventEmitter.fire({ kind: 'link-lost', serial, generation, isRemoteClose });
      },
      handleImpostor: () => {
        this.identity.handleImpostor();
      },
      handleTrack: (track) => {
        fireSafely(this.remoteTrackEmitter, track, this.ports.logger);
      },
      handlePeerMedia: (media) => {
        fireSafely(this.peerMediaEmitter, media, this.ports.logger);
      },
      handlePeerRecording: (recording) => {
        fireSafely(this.peerRecordingEmitter, recording, this.ports.logger);
      },
      handlePeerCostume: (costume) => {
        fireSafely(this.peerCostumeEmitter, costume, this.ports.logger);
      },
      handleStats: (stats) => {
        fireSafely(this.statsEmitter, stats, this.ports.logger);
      },
      handleTextPicture: (picture) => {
        fireSafely(this.textPictureEmitter, picture, this.ports.logger);
      },
      handleLevel: (level) => {
        fireSafely(this.levelEmitter, level, this.ports.logger);
      },
    };
  }
}
