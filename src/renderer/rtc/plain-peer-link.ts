import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { SendingPlan } from '../../shared/call/sending-policy';
import type { SoundPlan } from '../../shared/call/sound-plan';
import type { Signal } from '../../shared/protocol/messages';
import { ConnectionListener } from './connection-listener';
import { EarlyCandidates } from './early-candidates';
import { NO_GLYPHS } from './glyph-channel';
import { isRefusal } from './ice-server-test';
import { usableIceServers } from './ice-servers';
import { LinkBase } from './link-base';
import { type LinkDetails, readLinkDetails } from './link-details';
import { NO_STATS, StatsSampler } from './link-stats';
import { isLoopbackAllowed } from './offer-check';
import {
  type LinkStats,
  mediaOf,
  type PeerLink,
  type PeerLinkOptions,
  type PictureKind,
  type SignalError,
  type TrackKind,
} from './peer-link';
import { PlainNegotiation } from './plain-negotiation';
import { hasShown, transportsOf } from './remote-certificate';
import { SendingPlaces } from './sending-places';
import { SignalGuard } from './signal-guard';
import { readEntries } from './stats-entry';
import { NO_TYPING } from './typing-channel';
import { voiceLevel } from './voice-level';

type Candidate = Extract<Signal, { kind: 'candidate' }>;

type Description = Extract<Signal, { kind: 'description' }>;

/** What any program that speaks WebRTC has a place for. */
const PLAIN_KINDS: readonly TrackKind[] = ['audio', 'video'];
/**
 * How long the first offer waits for one of the other end. A page that offers as soon as it meets
 * somebody would have to take that back: where this happens in the milliseconds in which Chromium
 * is about to look for addresses, it finds none ever after in that connection.
 */
const OFFER_PATIENCE_MS = 400;
/** How often an offer that came too soon after others is looked at again. */
const LATE_OFFER_MS = 5_000;
/** An application's own come to a few; each one more is closed ... */
const MAX_FOREIGN_CHANNELS = 8;
/** ... and so many are meant to keep this end busy. */
const FLOOD_CHANNELS = 64;

/**
 * The peer connection with a program that is not WebCRT: sound and picture, and no channel of any
 * kind. What that program opens beside them is left alone.
 */
class PlainPeerLink extends LinkBase implements PeerLink {
  readonly files = null;
  readonly glyphs = NO_GLYPHS;
  readonly typing = NO_TYPING;

  private connection: RTCPeerConnection;
  private places: SendingPlaces;
  /** What belongs to the connection there is, and ends with it. */
  private readonly attached = this.store.add(new MutableDisposable<DisposableStore>());
  private readonly negotiation: PlainNegotiation;
  private readonly guard: SignalGuard;
  private readonly sampler = new StatsSampler();
  private readonly candidates = new EarlyCandidates({
    isDescribed: () => this.connection.remoteDescription !== null,
    isPlaced: (candidate) => this.guard.isPlaced(candidate),
    pass: (candidate) => this.pass(candidate),
  });
  /** The newest offer, where it came too soon after others; whoever made it waits for an answer. */
  private late: Description | null = null;
  private readonly lateTurn = this.store.add(new MutableDisposable<Disposable>());
  private readonly watched = new Set<RTCDtlsTransport>();
  private foreignChannels = 0;

  constructor(
    options: PeerLinkOptions,
    private readonly certificate: RTCCertificate | null,
  ) {
    super(options);
    const { isInitiator, generation, pin, tracks } = options;
    this.connection = this.createConnection(isInitiator);
    this.places = new SendingPlaces(this.connection, tracks, PLAIN_KINDS);
    this.guard = new SignalGuard({
      generation,
      pin,
      accepts: 'either',
      allowLoopback: isLoopbackAllowed(window.location),
    });
    this.negotiation = this.store.add(this.createNegotiation());
    this.startLimit(options);
    this.attached.value = this.attach();
    if (!isInitiator) return;
    this.places.openAll();
    // One that is to make another connection hears of it by the offer alone.
    if (generation === 0) this.negotiation.offerAfter(OFFER_PATIENCE_MS);
    else this.negotiation.offer();
  }

  signal(signal: Signal): Result<void, SignalError> {
    if (this.store.isDisposed) return err('closed');
    if (!this.isExpecting(signal)) return err('rejected');
    const checked = this.guard.check(signal);
    if (!checked.ok) return this.isKept(signal, checked.error) ? ok(undefined) : checked;
    if (signal.kind === 'candidate') return this.candidates.take(signal);
    if (signal.kind === 'description') this.takeDescription(signal);
    else this.negotiation.offer();
    return ok(undefined);
  }

  /** Never held: whether the other end is WebCRT is known once they accept, and not before. */
  release(): void {
    return;
  }

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    if (!this.store.isDisposed) this.places.set(kind, track);
  }

  setSendingPlan(plan: SendingPlan, kind: PictureKind = 'video'): void {
    if (!this.store.isDisposed) this.places.setPlan(plan, kind);
  }

  setSoundPlan(plan: SoundPlan): void {
    if (!this.store.isDisposed) this.places.setSoundPlan(plan);
  }

  /** There is nothing to say it over. */
  send(): boolean {
    return false;
  }

  async stats(): Promise<LinkStats> {
    if (this.store.isDisposed) return NO_STATS;
    const entries = readEntries(await this.connection.getStats());
    return this.sampler.sample(entries, null, this.places.midOf('audio'));
  }

  async details(): Promise<LinkDetails> {
    const entries = this.store.isDisposed ? [] : readEntries(await this.connection.getStats());
    return readLinkDetails(this.options.generation, this.connection, entries);
  }

  /** Nobody compares them with somebody who has no key. */
  fingerprints(): Promise<null> {
    return Promise.resolve(null);
  }

  receivedLevel(): number {
    return this.store.isDisposed ? 0 : voiceLevel(this.connection);
  }

  /** @param isOffering whether it begins with an offer of its own */
  private createConnection(isOffering: boolean): RTCPeerConnection {
    const { iceServers, isAddressHidden } = this.options;
    return new RTCPeerConnection({
      iceServers: usableIceServers(iceServers),
      // Some programs offer a transport for each section, and no bundle.
      bundlePolicy: isOffering ? 'max-bundle' : 'balanced',
      ...(isAddressHidden && { iceTransportPolicy: 'relay' }),
      ...(this.certificate && { certificates: [this.certificate] }),
    });
  }

  /** For an answer, in the place of the connection that has offered. */
  private startAnew(): RTCPeerConnection {
    this.attached.value = undefined;
    this.connection.close();
    this.connection = this.createConnection(false);
    this.places = this.places.movedTo(this.connection);
    this.attached.value = this.attach();
    return this.connection;
  }

  private attach(): DisposableStore {
    const attached = new DisposableStore();
    attached.add(this.places);
    attached.add(this.listen());
    return attached;
  }

  private createNegotiation(): PlainNegotiation {
    return new PlainNegotiation(this.connection, SYSTEM_CLOCK, {
      handleOffer: () => {
        this.places.takeOffered();
        this.places.refuseOthers();
      },
      handleTakenBack: () => {
        this.places.forgetUnplaced();
      },
      startAnew: () => this.startAnew(),
      makeMissing: () => {
        const missing = this.places.missing();
        for (const kind of missing) this.places.openFor(mediaOf(kind));
        return missing.length > 0;
      },
      handleDescribed: () => {
        this.noteDescribed();
        this.candidates.release();
      },
      say: (type, sdp) => {
        const { generation } = this.options;
        this.say({ kind: 'description', generation, type, sdp });
      },
      handleFailed: () => {
        this.close('failed');
      },
    });
  }

  private listen(): Disposable {
    const { connection } = this;
    const listener = new ConnectionListener(connection);
    listener.on('track', ({ track, transceiver }) => {
      const kind = this.places.kindOf(transceiver);
      if (kind !== null) this.trackEmitter.fire({ kind, track });
    });
    listener.on('datachannel', ({ channel }) => {
      this.foreignChannels += 1;
      if (this.foreignChannels > FLOOD_CHANNELS) this.close('failed');
      else if (this.foreignChannels > MAX_FOREIGN_CHANNELS) channel.close();
    });
    listener.on('icecandidate', ({ candidate }) => {
      if (candidate !== null) this.sayCandidate(candidate);
    });
    listener.on('icecandidateerror', (error) => {
      if (isRefusal(error)) this.refusedEmitter.fire(error.url);
    });
    listener.on('icegatheringstatechange', () => {
      this.noteGathering(connection.iceGatheringState);
    });
    listener.on('iceconnectionstatechange', () => {
      this.noteIceState(connection.iceConnectionState);
    });
    listener.on('signalingstatechange', () => {
      if (connection.signalingState !== 'stable') return;
      this.places.handleNegotiated();
      // Nothing of what was offered is known at both ends: there is no way, and nothing to send.
      if (transportsOf(connection).length === 0) this.close('nothing-shared');
      else this.handleTransports();
    });
    listener.on('connectionstatechange', () => {
      const { connectionState } = connection;
      if (connectionState === 'connected') this.handleTransports();
      else if (connectionState !== 'closed') this.setState(connectionState);
    });
    return listener;
  }

  /** Answers come to an offer; who has not offered anything is not asked to offer again. */
  private isExpecting(signal: Signal): boolean {
    if (signal.kind === 'candidate') return true;
    if (signal.kind === 'description')
      return signal.type === 'offer' || this.negotiation.isAnswerDue;
    return this.options.isInitiator || this.guard.hasDescription;
  }

  private takeDescription(description: Description): void {
    if (description.type === 'offer') this.late = null;
    this.negotiation.take(description);
  }

  private isKept(signal: Signal, error: SignalError): boolean {
    const isLate = error === 'too-often' && signal.kind === 'description';
    if (!isLate || signal.type !== 'offer') return false;
    this.late = signal;
    this.lateTurn.value ??= SYSTEM_CLOCK.after(LATE_OFFER_MS, () => {
      this.lateTurn.value = undefined;
      if (this.late !== null) this.signal(this.late);
    });
    return true;
  }

  private pass(candidate: Candidate): Result<void, SignalError> {
    // One that the browser does not take is one way less to reach the other end.
    this.connection.addIceCandidate(candidate).catch(() => undefined);
    return ok(undefined);
  }

  private sayCandidate({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): void {
    const { generation } = this.options;
    this.say({ kind: 'candidate', generation, candidate, sdpMid, sdpMLineIndex });
  }

  private say(signal: Signal): void {
    if (this.store.isDisposed) return;
    const said = this.outgoing(signal);
    if (said) this.signalEmitter.fire(said);
  }

  /** As of every link: nothing is sent before the certificate that DTLS saw is the one pinned. */
  private handleTransports(): void {
    const transports = transportsOf(this.connection);
    for (const transport of transports) this.watch(transport);
    if (this.connection.connectionState !== 'connected') return;
    const isRight = hasShown(this.options.pin.fingerprint, transports);
    if (isRight === true) this.admit();
    else if (isRight === false) this.close('wrong-certificate');
  }

  /** The one word that such an end has for hanging up is that of DTLS. */
  private watch(transport: RTCDtlsTransport): void {
    if (this.watched.has(transport)) return;
    this.watched.add(transport);
    transport.addEventListener('statechange', () => {
      if (this.store.isDisposed) return;
      // With no bundle a section takes its own with it.
      const isLast = transportsOf(this.connection).length === 0;
      if (isLast && this.isAdmitted) this.close('remote-closed');
      else this.handleTransports();
    });
  }

  protected handleAdmitted(): void {
    this.places.fill();
  }

  protected endConnection(): void {
    this.connection.close();
  }
}

/**
 * Makes a link with a program that is not WebCRT, over a real RTCPeerConnection.
 * @param certificate What this end shows; `null`: one for this link alone.
 */
export function createPlainPeerLink(
  options: PeerLinkOptions,
  certificate: RTCCertificate | null = null,
): PeerLink {
  return new PlainPeerLink(options, certificate);
}
