import SimplePeer from 'simple-peer/simplepeer.min.js';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { SendingPlan } from '../../shared/call/sending-policy';
import type { SoundPlan } from '../../shared/call/sound-plan';
import type { Signal } from '../../shared/protocol/messages';
import { PEER_MESSAGES, type PeerMessage } from '../../shared/protocol/peer-messages';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { ConnectionListener } from './connection-listener';
import { EarlyCandidates } from './early-candidates';
import { RtcFileChannel } from './file-channel';
import { RtcGlyphChannel } from './glyph-channel';
import { RtcTypingChannel } from './typing-channel';
import { foldCandidates } from './fold-candidates';
import { usableIceServers } from './ice-servers';
import { isRefusal } from './ice-server-test';
import { InBandSignals } from './in-band-signals';
import { LinkBase } from './link-base';
import { LinkConnection } from './link-connection';
import { type LinkDetails, readLinkDetails } from './link-details';
import { keepKnocking } from './keep-knocking';
import { NO_STATS, StatsSampler } from './link-stats';
import { isLoopbackAllowed } from './offer-check';
import {
  type LinkStats,
  mediaOf,
  type PeerLink,
  type PeerLinkOptions,
  type PeerLinkState,
  type PictureKind,
  type ReleaseTerms,
  type SignalError,
  TRACK_KINDS,
  type TrackKind,
} from './peer-link';
import { decodePeerMessage, encodePeerMessage } from './peer-message-codec';
import { RateWindow } from './rate-window';
import { hasShown, transportsOf } from './remote-certificate';
import { readFingerprints, type SeenFingerprints } from './seen-fingerprints';
import { SendingPlaces } from './sending-places';
import { type PeerSignal, toPeerSignal, toSignal } from './signal-codec';
import { SignalGuard } from './signal-guard';
import { readEntries } from './stats-entry';
import { voiceLevel } from './voice-level';

type Description = Extract<Signal, { kind: 'description' }>;
type Candidate = Extract<Signal, { kind: 'candidate' }>;

/**
 * By then whatever there is to see and hear has begun; up to twice as long, so that the connections
 * of a room take turns.
 */
const OTHER_PLACES_MS = 4_000;
/** After which an offer of a link that is up was lost, or its answer was. */
const OFFER_AGAIN_MS = 6_000;

/** Enough for simple-peer to be content with what is in use. */
const SOME_PAIR = { type: 'candidate-pair', selected: true };

/** What simple-peer reports when the other end closes: its data channel breaks off. */
const CHANNEL_ERROR_CODE = 'ERR_DATA_CHANNEL';

/** The state that a connection reports, as ours; `closed` is reported by `close` alone. */
function toState(state: RTCPeerConnectionState): PeerLinkState | null {
  return state === 'closed' ? null : state;
}

/** One call's peer connection, negotiated by simple-peer. */
class SimplePeerLink extends LinkBase implements PeerLink {
  readonly files: RtcFileChannel;

  private readonly connection: LinkConnection;
  private readonly places: SendingPlaces;
  readonly glyphs: RtcGlyphChannel;
  readonly typing: RtcTypingChannel;
  private readonly peer: SimplePeer;
  private readonly guard: SignalGuard;
  /** What this end has to tell, while nobody is to hear it; `null`: it is told at once. */
  private held: { readonly signals: Signal[]; readonly refusals: string[] } | null;
  private readonly sampler = new StatsSampler();
  private readonly incoming = new RateWindow(PEER_MESSAGES.points, PEER_MESSAGES.windowMs);
  /** `null`: somebody carries signals for as long as the link is there. */
  private readonly inBand: InBandSignals | null;
  private readonly candidates = new EarlyCandidates({
    isDescribed: () => this.guard.hasDescription,
    isPlaced: (candidate) => this.guard.isPlaced(candidate),
    pass: (candidate) => this.pass(candidate),
  });
  private readonly requestedKinds = new Set<TrackKind>();
  /** A description of the other side is being worked on. */
  private isNegotiating = false;
  private readonly again = this.store.add(new MutableDisposable<Disposable>());

  constructor(
    options: PeerLinkOptions,
    private readonly certificate: RTCCertificate | null,
  ) {
    super(options);
    this.held = options.isHeld === true ? { signals: [], refusals: [] } : null;
    this.connection = this.createConnection();
    this.files = this.store.add(new RtcFileChannel(this.connection));
    this.places = this.store.add(
      new SendingPlaces(this.connection, options.tracks, TRACK_KINDS, options.firstPlan),
    );
    this.glyphs = this.store.add(new RtcGlyphChannel(this.connection));
    this.typing = this.store.add(new RtcTypingChannel(this.connection));
    this.guard = new SignalGuard({
      generation: options.generation,
      pin: options.pin,
      accepts: options.isInitiator ? 'answer' : 'offer',
      allowLoopback: isLoopbackAllowed(window.location),
    });
    this.inBand = options.isSelfSignalled === true ? this.createInBand() : null;
    // Before simple-peer makes the offer, so that they are in it.
    if (options.isInitiator && this.inBand === null) this.places.openFirst();
    this.listenToConnection();
    this.peer = this.createPeer();
    if (this.held === null) this.startLimit(options);
  }

  signal(signal: Signal): Result<void, SignalError> {
    if (this.store.isDisposed) return err('closed');
    if (signal.kind === 'description' && !this.isExpecting(signal)) return err('rejected');
    const checked = this.guard.check(signal);
    if (!checked.ok) return checked;
    if (signal.kind === 'candidate') return this.candidates.take(signal);
    if (signal.kind !== 'transceiver') return this.pass(signal);
    this.openOtherPlaces();
    return ok(undefined);
  }

  release(terms: ReleaseTerms): void {
    const { held } = this;
    if (held === null || this.store.isDisposed) return;
    this.held = null;
    this.startLimit(terms);
    for (const kind of TRACK_KINDS) this.places.set(kind, terms.tracks[kind] ?? null);
    this.requestMissingPlaces();
    for (const signal of foldCandidates(held.signals)) this.signalEmitter.fire(signal);
    for (const url of held.refusals) this.refusedEmitter.fire(url);
  }

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    if (this.store.isDisposed) return;
    this.places.set(kind, track);
    this.requestMissingPlaces();
  }

  setSendingPlan(plan: SendingPlan, kind: PictureKind = 'video'): void {
    if (!this.store.isDisposed) this.places.setPlan(plan, kind);
  }

  setSoundPlan(plan: SoundPlan): void {
    if (!this.store.isDisposed) this.places.setSoundPlan(plan);
  }

  send(message: PeerMessage): boolean {
    const text = encodePeerMessage(message);
    if (!this.isAdmitted || !this.peer.connected || text === null) return false;
    try {
      this.peer.send(text);
      return true;
    } catch {
      // The channel broke this very moment; its end is reported by itself.
      return false;
    }
  }

  async stats(): Promise<LinkStats> {
    if (this.store.isDisposed) return NO_STATS;
    const entries = readEntries(await this.connection.getStats());
    const { places } = this;
    return this.sampler.sample(entries, places.midOf('screen'), places.midOf('audio'));
  }

  async details(): Promise<LinkDetails> {
    const { connection, options } = this;
    const entries = this.store.isDisposed ? [] : readEntries(await connection.getStats());
    return readLinkDetails(options.generation, connection, entries);
  }

  async fingerprints(): Promise<SeenFingerprints | null> {
    if (this.store.isDisposed || !this.isAdmitted) return null;
    return readFingerprints(readEntries(await this.connection.getStats()));
  }

  receivedLevel(): number {
    return this.store.isDisposed ? 0 : voiceLevel(this.connection);
  }

  private createConnection(): LinkConnection {
    const configuration: RTCConfiguration = {
      iceServers: usableIceServers(this.options.iceServers),
      // One transport for sound, picture and data: a third of the candidates.
      bundlePolicy: 'max-bundle',
      ...(this.options.isAddressHidden && { iceTransportPolicy: 'relay' }),
      ...(this.certificate && { certificates: [this.certificate] }),
    };
    return new LinkConnection(configuration, {
      handleOffer: () => {
        this.places.takeOffered();
      },
      handleDescriptionRefused: () => {
        this.handleDescriptionRefused();
      },
      isPatient: () => this.isPatient(),
    });
  }

  /** Whoever answered by hand waits for an end that may be minutes in coming. */
  private isPatient(): boolean {
    const { isSelfSignalled, isInitiator } = this.options;
    return isSelfSignalled === true && !isInitiator && !this.isAdmitted;
  }

  private createInBand(): InBandSignals {
    return new InBandSignals({
      send: (message) => this.send(message),
      take: (signal) => {
        this.signal(signal);
      },
      begin: () => {
        if (!this.options.isInitiator) return;
        this.places.openAll();
        this.peer.negotiate();
      },
    });
  }

  private createPeer(): SimplePeer {
    const { connection } = this;
    const peer = new SimplePeer({
      initiator: this.options.isInitiator,
      trickle: true,
      objectMode: true,
      config: connection.getConfiguration(),
      wrtc: {
        // simple-peer makes its own connection; this hands it ours.
        RTCPeerConnection: new Proxy(RTCPeerConnection, { construct: () => connection }),
        RTCSessionDescription,
        RTCIceCandidate,
      },
    });
    peer.on('signal', (data) => {
      this.handlePeerSignal(data);
    });
    peer.on('data', (chunk) => {
      this.handleData(chunk);
    });
    // Nobody here reads the addresses, and to ask the browser for them waits for an encoder that
    // begins, with all that there is to say.
    peer.getStats = (tell) => {
      tell(null, [SOME_PAIR]);
    };
    peer.on('connect', () => {
      this.inBand?.noteOpen();
      if (this.isAdmitted) this.writableEmitter.fire();
      else this.handleChannel();
    });
    peer.on('error', ({ code }) => {
      this.handlePeerError(code);
    });
    peer.on('close', () => {
      this.close('remote-closed');
    });
    return peer;
  }

  private listenToConnection(): void {
    const { connection } = this;
    const listener = this.store.add(new ConnectionListener(connection));
    listener.on('track', ({ track, transceiver }) => {
      const kind = this.places.kindOf(transceiver);
      // More than there are places for: of no use to us.
      if (kind !== null) this.trackEmitter.fire({ kind, track });
    });
    listener.on('connectionstatechange', () => {
      this.handleConnectionState();
    });
    listener.on('iceconnectionstatechange', () => {
      this.noteIceState(connection.iceConnectionState);
    });
    listener.on('signalingstatechange', () => {
      this.handleSignalingState();
    });
    listener.on('icecandidateerror', (error) => {
      if (isRefusal(error)) this.tellRefused(error.url);
    });
    listener.on('icegatheringstatechange', () => {
      this.handleGatheringState();
    });
  }

  /** Offers come while nothing is open, answers to an offer of this end; others are out of turn. */
  private isExpecting({ type }: Description): boolean {
    if (this.isNegotiating) return false;
    const { signalingState } = this.connection;
    return signalingState === (type === 'offer' ? 'stable' : 'have-local-offer');
  }

  private pass(signal: Signal): Result<void, SignalError> {
    if (signal.kind === 'description') this.isNegotiating = true;
    try {
      this.peer.signal(toPeerSignal(signal));
    } catch {
      this.isNegotiating = false;
      return err('rejected');
    }
    if (signal.kind === 'candidate' && this.isPatient()) this.knock(signal);
    if (signal.kind === 'description') {
      this.noteDescribed();
      this.candidates.release();
    }
    return ok(undefined);
  }

  private knock(candidate: Candidate): void {
    this.store.add(keepKnocking(this.connection, candidate, SYSTEM_CLOCK, () => this.isPatient()));
  }

  private requestMissingPlaces(): void {
    // An offer that is made in-band has a place for everything.
    if (this.inBand !== null) return;
    if (this.options.isInitiator) {
      if (this.places.missing().length > 0) this.openOtherPlaces();
      return;
    }
    // Before the first offer there is no telling what it will have a place for.
    if (!this.guard.hasDescription || this.isNegotiating) return;
    for (const kind of this.places.missing()) {
      if (this.requestedKinds.has(kind)) continue;
      this.requestedKinds.add(kind);
      this.peer.addTransceiver(mediaOf(kind));
    }
  }

  /** At the offering end: those that the first offer had not, by another. */
  private openOtherPlaces(): void {
    if (this.places.isComplete) return;
    this.places.openAll();
    this.peer.negotiate();
  }

  /** Whoever carries signals may lose one, as while a server is away; the link goes on. */
  private offerAgainLater(): void {
    this.again.value = SYSTEM_CLOCK.after(OFFER_AGAIN_MS, () => {
      const { localDescription, signalingState } = this.connection;
      if (signalingState !== 'have-local-offer' || localDescription === null) return;
      this.handlePeerSignal({ type: 'offer', sdp: localDescription.sdp });
      this.offerAgainLater();
    });
  }

  private handlePeerSignal(data: PeerSignal): void {
    const plain = toSignal(data, this.options.generation);
    const said = plain && this.outgoing(plain);
    if (said && this.inBand?.say(said) !== true) this.say(said);
    // After the answer, so that the new offer does not cross it.
    if (data.type === 'answer') this.requestMissingPlaces();
  }

  private say(signal: Signal): void {
    if (this.held === null) this.signalEmitter.fire(signal);
    else this.held.signals.push(signal);
  }

  private tellRefused(url: string): void {
    if (this.held === null) this.refusedEmitter.fire(url);
    else this.held.refusals.push(url);
  }

  private handleData(chunk: unknown): void {
    if (!this.incoming.take()) return;
    const message = decodePeerMessage(chunk);
    if (message?.kind === 'signal') this.inBand?.hear(message.signal);
    else if (message) this.messageEmitter.fire(message);
  }

  private handlePeerError(code: string | undefined): void {
    this.close(code === CHANNEL_ERROR_CODE && this.isAdmitted ? 'remote-closed' : 'failed');
  }

  private handleDescriptionRefused(): void {
    this.isNegotiating = false;
    // Without a first description there is nothing to go on with.
    if (this.connection.remoteDescription === null) this.close('failed');
  }

  private handleSignalingState(): void {
    const { signalingState } = this.connection;
    if (signalingState === 'have-local-offer' && this.isAdmitted) this.offerAgainLater();
    if (signalingState !== 'stable') return;
    this.again.value = undefined;
    this.isNegotiating = false;
    this.places.handleNegotiated();
    if (this.connection.connectionState === 'connected') this.handleConnected();
  }

  private handleGatheringState(): void {
    const { iceGatheringState } = this.connection;
    if (iceGatheringState === 'complete' && this.inBand !== null) this.tellAllFound();
    this.noteGathering(iceGatheringState);
  }

  /** Whoever writes down what is found need not wait for more (RFC 8838, 8.2). */
  private tellAllFound(): void {
    if (this.isAdmitted) return;
    const { generation } = this.options;
    const end = { candidate: '', sdpMid: '0', sdpMLineIndex: 0 };
    this.signalEmitter.fire({ kind: 'candidate', generation, ...end });
  }

  private handleConnectionState(): void {
    const state = toState(this.connection.connectionState);
    if (state === 'connected') this.handleConnected();
    // That is over where there is a channel already.
    else if (state && !(state === 'connecting' && this.state === 'connected')) this.setState(state);
  }

  /** There is one a moment before the connection tells that it is connected. */
  private handleChannel(): void {
    this.setState('connecting');
    this.handleConnected();
  }

  /**
   * DTLS vouches for the description in force; this, that the certificate is the one pinned. Until
   * that is seen, nothing of this end is sent, and the link does not count as connected.
   */
  private handleConnected(): void {
    const transports = transportsOf(this.connection);
    const isRight = hasShown(this.options.pin.fingerprint, transports);
    if (isRight === null) this.waitFor(transports);
    else if (isRight) this.admit();
    else this.close('wrong-certificate');
  }

  /** A connection may tell that it is connected a moment before its transports do. */
  private waitFor(transports: readonly RTCDtlsTransport[]): void {
    for (const transport of transports) {
      const handle = (): void => {
        if (this.connection.connectionState === 'connected') this.handleConnected();
      };
      transport.addEventListener('statechange', handle, { once: true });
    }
  }

  protected handleAdmitted(): void {
    this.places.fill();
    this.files.admit();
    this.glyphs.admit();
    this.typing.admit();
    this.inBand?.noteAdmitted();
    this.setState('connected');
    if (this.peer.connected) this.writableEmitter.fire();
    if (this.options.isInitiator && this.inBand === null) this.openOtherPlacesLater();
  }

  /** Before anybody wants them, so that a screen can be shared also while no server is there. */
  private openOtherPlacesLater(): void {
    const delayMs = OTHER_PLACES_MS * (1 + Math.random());
    const open = SYSTEM_CLOCK.after(delayMs, () => {
      this.openOtherPlaces();
    });
    this.store.add(open);
  }

  protected endConnection(): void {
    this.peer.removeAllListeners();
    // It may report an error while it goes, and an `error` nobody listens to is thrown.
    this.peer.on('error', () => undefined);
    this.peer.destroy();
  }
}

/**
 * Makes a link over a real RTCPeerConnection.
 * @param certificate What this end shows; `null`: one for this link alone.
 */
export function createSimplePeerLink(
  options: PeerLinkOptions,
  certificate: RTCCertificate | null = null,
): PeerLink {
  return new SimplePeerLink(options, certificate);
}
