import type { EchoPeer, EchoPeerFactory } from '../../src/renderer/call/call-ports';
import { CertificatePin } from '../../src/renderer/rtc/certificate-pin';
import type { OfferCheck } from '../../src/renderer/rtc/offer-check';
import {
  type LinkCloseReason,
  type LinkStats,
  mediaOf,
  type PeerLink,
  type PeerLinkOptions,
  type PeerLinkState,
  type PictureKind,
  type PlacedTrack,
  type ReleaseTerms,
  type SignalError,
  TRACK_KINDS,
  type TrackKind,
} from '../../src/renderer/rtc/peer-link';
import { ConnectLimit } from '../../src/renderer/rtc/connect-limit';
import type { LinkDetails } from '../../src/renderer/rtc/link-details';
import type { SeenFingerprints } from '../../src/renderer/rtc/seen-fingerprints';
import { Emitter } from '../../src/shared/base/emitter';
import type { Clock } from '../../src/shared/base/clock';
import { MutableDisposable } from '../../src/shared/base/lifecycle';
import { err, ok, type Result } from '../../src/shared/base/result';
import type { SendingPlan } from '../../src/shared/call/sending-policy';
import { FIRST_SOUND, type SoundPlan } from '../../src/shared/call/sound-plan';
import type { Signal } from '../../src/shared/protocol/messages';
import type { PeerMessage } from '../../src/shared/protocol/peer-messages';
import { FakeFileChannel } from './fake-file-channel';
import { FakeGlyphChannel } from './fake-glyph-channel';
import { FakeTypingChannel } from './fake-typing-channel';

/** As much of a track as call logic looks at. */
export function fakeTrack(kind: TrackKind, id: string = kind): MediaStreamTrack {
  const getSettings = () =>
    mediaOf(kind) === 'video' ? { width: 640, height: 480, frameRate: 30 } : { channelCount: 1 };
  return {
    kind: mediaOf(kind),
    id,
    enabled: true,
    readyState: 'live',
    getSettings,
  } as unknown as MediaStreamTrack;
}

/** A description that neither end made. */
export const FOREIGN_SDP = 'foreign';

/** The air between fake links: knows who talks to whom, and can be cut. */
export class FakeNetwork {
  readonly links: FakePeerLink[] = [];
  private isCut = false;
  /** Data channels open a while after their connection, when `openChannels` is called. */
  opensChannelsLate = false;

  /** With a clock, links that do not connect in time close as `timed-out`. */
  constructor(readonly clock: Clock | null = null) {}

  readonly createLink = (options: PeerLinkOptions): FakePeerLink => {
    const link = new FakePeerLink(this, options, this.links.length);
    this.links.push(link);
    return link;
  };

  readonly createEchoPeer: EchoPeerFactory = (options) => {
    const terms = { isInitiator: false, tracks: {}, pin: new CertificatePin() };
    const link = new FakePeerLink(this, { ...options, ...terms }, this.links.length);
    this.links.push(link);
    const echo: EchoPeer = {
      signal: (signal) => link.signal(signal),
      onSignal: link.onSignal,
      dispose: () => {
        link.dispose();
      },
    };
    return echo;
  };

  readonly checkOffer: OfferCheck = (signal, pin) => {
    if (signal.kind !== 'description' || signal.type !== 'offer') return err('rejected');
    const certificate = this.certificateOf(signal.sdp);
    return pin.allows(certificate) ? ok(undefined) : err('fingerprint-changed');
  };

  /** Of whoever made a description: each end of a pair has one for all its links. */
  certificateOf(sdp: string): string {
    const link = this.links.at(Number(sdp));
    if (sdp === FOREIGN_SDP || link === undefined) return 'of somebody else';
    return link.options.isInitiator ? 'of whoever offers' : 'of whoever answers';
  }

  get open(): FakePeerLink[] {
    return this.links.filter((link) => link.state !== 'closed');
  }

  get isDown(): boolean {
    return this.isCut;
  }

  openChannels(): void {
    for (const link of this.open) link.becomeWritable();
  }

  /** No packet passes any more: links that were connected notice. */
  cut(): void {
    this.isCut = true;
    for (const link of this.open) link.become('disconnected');
  }

  /** Packets pass again; links that were not given up by then recover. */
  restore(): void {
    this.isCut = false;
    for (const link of this.open) {
      if (link.isNegotiated) link.connect();
      link.become('connected');
    }
  }

  /** What ICE does when nothing has come for long: the links that were cut fail. */
  fail(): void {
    for (const link of this.open) link.close('failed');
  }
}

/**
 * A peer connection without any: negotiates by offer, answer and one candidate, passes messages and
 * tracks to the link that it negotiated with, and fails when it is told to.
 */
export class FakePeerLink implements PeerLink {
  state: PeerLinkState = 'new';
  /** How loud the other end is. */
  level = 0;
  /** How often that was asked. */
  levelAskedCount = 0;
  readonly files = new FakeFileChannel();
  readonly glyphs = new FakeGlyphChannel(() => this.glyphsOfRemote());
  readonly typing = new FakeTypingChannel(() => this.typingOfRemote());
  remote: FakePeerLink | null = null;
  readonly received: Signal[] = [];
  /** What its encoders were told, oldest first. */
  readonly plans: SendingPlan[] = [];
  readonly screenPlans: SendingPlan[] = [];
  readonly sent: PeerMessage[] = [];
  soundPlan: SoundPlan = FIRST_SOUND.plan;
  /** What `stats` says beside what does not matter. */
  figures: Partial<LinkStats> = {};
  readonly sending: Partial<Record<TrackKind, MediaStreamTrack | null>>;
  private readonly signalEmitter = new Emitter<Signal>();
  readonly onSignal = this.signalEmitter.event;
  private readonly trackEmitter = new Emitter<PlacedTrack>();
  readonly onTrack = this.trackEmitter.event;
  private readonly stateEmitter = new Emitter<PeerLinkState>();
  readonly onState = this.stateEmitter.event;
  private readonly writableEmitter = new Emitter<void>();
  readonly onWritable = this.writableEmitter.event;
  private readonly messageEmitter = new Emitter<PeerMessage>();
  readonly onMessage = this.messageEmitter.event;
  private readonly refusedEmitter = new Emitter<string>();
  readonly onRelayRefused = this.refusedEmitter.event;
  private readonly closedEmitter = new Emitter<LinkCloseReason>();
  readonly onClosed = this.closedEmitter.event;
  private readonly timeout = new MutableDisposable<ConnectLimit>();
  private hasAnswered = false;
  /** Nobody is to hear of it yet. */
  isHeld: boolean;
  private isWritable: boolean;
  /** Both ends have said what they had to. */
  isNegotiated = false;

  constructor(
    private readonly network: FakeNetwork,
    readonly options: PeerLinkOptions,
    readonly id: number,
  ) {
    this.sending = { ...options.tracks };
    this.isWritable = !network.opensChannelsLate;
    this.isHeld = options.isHeld === true;
    if (!this.isHeld) this.begin(options);
  }

  release(terms: ReleaseTerms): void {
    if (!this.isHeld || this.state === 'closed') return;
    this.isHeld = false;
    for (const kind of TRACK_KINDS) this.sending[kind] = terms.tracks[kind] ?? null;
    this.begin(terms);
  }

  signal(signal: Signal): Result<void, SignalError> {
    if (this.state === 'closed') return err('closed');
    if (signal.generation !== this.options.generation) return err('wrong-generation');
    this.received.push(signal);
    if (signal.kind === 'description') return this.take(signal.sdp);
    if (signal.kind === 'candidate' && !this.options.isInitiator) this.connect();
    return ok(undefined);
  }

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.sending[kind] = track;
    if (track !== null && this.state === 'connected')
      this.remote?.trackEmitter.fire({ kind, track });
  }

  setSendingPlan(plan: SendingPlan, kind: PictureKind = 'video'): void {
    (kind === 'video' ? this.plans : this.screenPlans).push(plan);
  }

  setSoundPlan(plan: SoundPlan): void {
    this.soundPlan = plan;
  }

  send(message: PeerMessage): boolean {
    if (this.state !== 'connected' || this.remote === null || !this.isWritable) return false;
    this.sent.push(message);
    this.remote.messageEmitter.fire(message);
    return true;
  }

  fingerprints(): Promise<SeenFingerprints | null> {
    const { isInitiator } = this.options;
    const [local, remote] = isInitiator ? ['AA', 'BB'] : ['BB', 'AA'];
    return Promise.resolve(this.state === 'connected' ? { local, remote } : null);
  }

  details(): Promise<LinkDetails> {
    const { connection, generation } = { connection: this.state, ...this.options };
    const states = { connection, ice: 'connected', gathering: 'complete', signalling: 'stable' };
    const path = { localCandidate: 'host', remoteCandidate: 'host', protocol: 'udp' };
    return Promise.resolve({
      generation,
      ...states,
      ...path,
      roundTripMs: 20,
      sent: [],
      received: [],
    });
  }

  receivedLevel(): number {
    this.levelAskedCount += 1;
    return this.level;
  }

  stats(): Promise<LinkStats> {
    return Promise.resolve({
      sentKbps: 100,
      receivedKbps: this.network.isDown ? 0 : 100,
      roundTripMs: 20,
      receivedFps: 30,
      receivedVideoKbps: 70,
      receivedAudioKbps: 20,
      receivedAudioEnergy: 1,
      packetsLost: 0,
      sentCodec: 'VP8',
      sentWidthPx: 640,
      sentHeightPx: 480,
      sentFps: 30,
      sentLossShare: 0,
      sentAudioLossShare: 0,
      encodeMs: 5,
      sentQuantiser: null,
      ...this.figures,
    });
  }

  dispose(): void {
    this.close('closed');
  }

  // ── what tests and the network do ──────────────────────────────────────────────────────────────

  become(state: PeerLinkState): void {
    const wasConnected = this.state === 'connected' || this.state === 'disconnected';
    if (!wasConnected || this.state === state) return;
    this.state = state;
    this.stateEmitter.fire(state);
  }

  becomeWritable(): void {
    if (this.isWritable) return;
    this.isWritable = true;
    this.writableEmitter.fire();
  }

  close(reason: LinkCloseReason): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.timeout.dispose();
    this.stateEmitter.fire('closed');
    this.closedEmitter.fire(reason);
    const { remote } = this;
    if (this.network.isDown || remote === null) return;
    queueMicrotask(() => {
      remote.close('remote-closed');
    });
  }

  /** The other end says something. */
  hear(message: PeerMessage): void {
    this.messageEmitter.fire(message);
  }

  private glyphsOfRemote(): FakeGlyphChannel | null {
    return this.state === 'connected' ? (this.remote?.glyphs ?? null) : null;
  }

  private typingOfRemote(): FakeTypingChannel | null {
    return this.state === 'connected' ? (this.remote?.typing ?? null) : null;
  }

  private begin(terms: Omit<ReleaseTerms, 'tracks'>): void {
    const { connectTimeoutMs: stepMs, answerTimeoutMs: answerMs = stepMs } = terms;
    const { clock } = this.network;
    if (clock !== null) {
      this.timeout.value = new ConnectLimit({ answerMs, stepMs }, clock, () => {
        this.close('timed-out');
      });
    }
    if (!this.options.isInitiator) return;
    queueMicrotask(() => {
      this.describe('offer');
    });
  }

  private describe(type: 'offer' | 'answer'): void {
    const { generation } = this.options;
    if (this.state === 'closed') return;
    this.signalEmitter.fire({ kind: 'description', generation, type, sdp: String(this.id) });
  }

  private take(sdp: string): Result<void, SignalError> {
    const certificate = this.network.certificateOf(sdp);
    const { pin } = this.options;
    if (!pin.allows(certificate)) return err('fingerprint-changed');
    pin.hold(certificate);
    this.timeout.value?.note('described');
    this.remote = this.network.links.at(Number(sdp)) ?? null;
    if (this.remote === null) return err('sdp-malformed');
    if (this.options.isInitiator) {
      const { generation } = this.options;
      const place = { sdpMid: '0', sdpMLineIndex: 0 };
      this.signalEmitter.fire({ kind: 'candidate', generation, candidate: 'a', ...place });
      this.connect();
    } else if (!this.hasAnswered) {
      this.hasAnswered = true;
      this.describe('answer');
    }
    return ok(undefined);
  }

  connect(): void {
    this.isNegotiated = true;
    if (this.network.isDown || this.state !== 'new' || this.remote === null) return;
    this.state = 'connected';
    this.typing.open();
    this.timeout.dispose();
    this.stateEmitter.fire('connected');
    for (const kind of TRACK_KINDS) {
      const track = this.remote.sending[kind];
      if (track) this.trackEmitter.fire({ kind, track });
    }
  }
}
