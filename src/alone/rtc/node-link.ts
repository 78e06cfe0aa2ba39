import type { RTCDataChannel as WeriftChannel, RTCRtpTransceiver as Place } from 'werift';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { SendingPlan } from '../../shared/call/sending-policy';
import type { Signal } from '../../shared/protocol/messages';
import { PEER_MESSAGES, type PeerMessage } from '../../shared/protocol/peer-messages';
import { EarlyCandidates } from '../../renderer/rtc/early-candidates';
import { RtcFileChannel } from '../../renderer/rtc/file-channel';
import { type GlyphChannel, NO_GLYPHS, RtcGlyphChannel } from '../../renderer/rtc/glyph-channel';
import { InBandSignals } from '../../renderer/rtc/in-band-signals';
import { LinkBase } from '../../renderer/rtc/link-base';
import { type LinkDetails, readLinkDetails } from '../../renderer/rtc/link-details';
import { NO_STATS, StatsSampler } from '../../renderer/rtc/link-stats';
import { decodePeerMessage, encodePeerMessage } from '../../renderer/rtc/peer-message-codec';
import {
  type LinkStats,
  mediaOf,
  type PeerLink,
  type PeerLinkOptions,
  type PictureKind,
  type ReleaseTerms,
  type SignalError,
  TRACK_KINDS,
  type TrackKind,
} from '../../renderer/rtc/peer-link';
import { RateWindow } from '../../renderer/rtc/rate-window';
import type { SeenFingerprints } from '../../renderer/rtc/seen-fingerprints';
import { SignalGuard } from '../../renderer/rtc/signal-guard';
import type { StatsEntry } from '../../renderer/rtc/stats-entry';
import { NO_TYPING, RtcTypingChannel, type TypingChannel } from '../../renderer/rtc/typing-channel';
import type { CreateExports } from '../../tty/screen/client-screen';
import { asBrowserTrack, nodeTrackOf } from '../media/node-track';
import { MediaPlace } from './media-place';
import { NodeConnection } from './node-connection';

type Description = Extract<Signal, { kind: 'description' }>;

/**
 * How long media wait for the channel to open, which shows that the other end has done with DTLS:
 * before that it takes them for a fault.
 */
const MEDIA_PATIENCE_MS = 3_000;

/** A NAT forgets a way that nobody uses in 30 s or more. */
const KNOCK_EVERY_MS = 10_000;

/** What any program that speaks WebRTC has a place for. */
const PLAIN_KINDS: readonly TrackKind[] = ['audio', 'video'];

/**
 * A link without a browser: werift has the connection, libvpx and Opus in WebAssembly the media.
 * What goes over it, and what is believed of it, is the same as in the window's; with an end that
 * is not WebCRT it is sound and picture alone.
 */
export class NodeLink extends LinkBase implements PeerLink {
  readonly files: RtcFileChannel | null;
  readonly glyphs: GlyphChannel;
  readonly typing: TypingChannel;

  private readonly connection: NodeConnection;
  private readonly places = new Map<TrackKind, MediaPlace>();
  private readonly tracks: Partial<Record<TrackKind, MediaStreamTrack | null>>;
  private readonly plans = new Map<TrackKind, SendingPlan>();
  private readonly guard: SignalGuard;
  private readonly isPlain: boolean;
  private readonly kinds: readonly TrackKind[];
  /** `null`: somebody carries signals for as long as the link is there. */
  private readonly inBand: InBandSignals | null;
  private isHeld: boolean;
  private readonly sampler = new StatsSampler();
  private readonly incoming = new RateWindow(PEER_MESSAGES.points, PEER_MESSAGES.windowMs);
  private readonly candidates = new EarlyCandidates({
    isDescribed: () => this.guard.hasDescription,
    isPlaced: (candidate) => this.guard.isPlaced(candidate),
    pass: (candidate) => {
      this.connection.addCandidate(candidate);
      return ok(undefined);
    },
  });
  private channel: WeriftChannel | null = null;
  private isWritable = false;
  private isSending = false;
  private admitChannels = (): void => undefined;

  constructor(
    options: PeerLinkOptions,
    private readonly createExports: CreateExports,
  ) {
    super(options);
    this.tracks = { ...options.tracks };
    this.connection = new NodeConnection(options);
    this.isPlain = options.isPlain === true;
    this.kinds = this.isPlain ? PLAIN_KINDS : TRACK_KINDS;
    const channels = this.isPlain ? null : this.openChannels();
    this.files = channels?.files ?? null;
    this.glyphs = channels?.glyphs ?? NO_GLYPHS;
    this.typing = channels?.typing ?? NO_TYPING;
    this.inBand = options.isSelfSignalled === true ? this.createInBand() : null;
    const own = options.isInitiator ? 'answer' : 'offer';
    this.guard = new SignalGuard({
      generation: options.generation,
      pin: options.pin,
      accepts: this.isPlain ? 'either' : own,
      allowLoopback: true,
    });
    this.listen();
    // Whether the other end is WebCRT is known once they accept: then it need not be held.
    this.isHeld = options.isHeld === true && !this.isPlain;
    // Whoever made the link listens to it from the next moment on.
    if (!this.isHeld)
      queueMicrotask(() => {
        this.begin(options);
      });
  }

  signal(signal: Signal): Result<void, SignalError> {
    if (this.store.isDisposed) return err('closed');
    if (signal.kind === 'description' && !this.isExpecting(signal))
      return this.isCrossing(signal) ? ok(undefined) : err('rejected');
    const checked = this.guard.check(signal);
    if (!checked.ok) return checked;
    if (signal.kind === 'candidate') return this.candidates.take(signal);
    // There is a place for everything from the first offer on.
    if (signal.kind === 'description') {
      this.connection.take(signal);
      this.noteDescribed();
      this.candidates.release();
    }
    return ok(undefined);
  }

  release(terms: ReleaseTerms): void {
    if (!this.isHeld) return;
    this.isHeld = false;
    for (const kind of this.kinds) this.tracks[kind] = terms.tracks[kind] ?? null;
    this.begin(terms);
  }

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.tracks[kind] = track;
    this.fill(kind);
  }

  setSendingPlan(plan: SendingPlan, kind: PictureKind = 'video'): void {
    this.plans.set(kind, plan);
    this.places.get(kind)?.setPlan(plan);
  }

  /** Sound has no redundancy here, whatever the plan. */
  setSoundPlan(): void {
    return;
  }

  send(message: PeerMessage): boolean {
    const text = encodePeerMessage(message);
    if (!this.isAdmitted || this.channel?.readyState !== 'open' || text === null) return false;
    try {
      this.channel.send(text);
      return true;
    } catch {
      // The channel broke this very moment; its end is reported by itself.
      return false;
    }
  }

  async stats(): Promise<LinkStats> {
    if (this.store.isDisposed) return NO_STATS;
    const { screen, audio } = this.mids();
    return this.sampler.sample(await this.entries(), screen, audio);
  }

  async details(): Promise<LinkDetails> {
    const entries = this.store.isDisposed ? [] : await this.entries();
    return readLinkDetails(this.options.generation, this.connection.described(), entries);
  }

  /** Nobody compares them with somebody who has no key. */
  fingerprints(): Promise<SeenFingerprints | null> {
    const { isAdmitted, isPlain, connection } = this;
    return Promise.resolve(isAdmitted && !isPlain ? connection.fingerprints() : null);
  }

  receivedLevel(): number {
    return this.places.get('audio')?.level ?? 0;
  }

  /** Shows nothing of any picture before its next key frame, which is asked for. */
  beginPicturesAnew(): void {
    for (const place of this.places.values()) place.beginAnew();
  }

  private begin(terms: ReleaseTerms): void {
    if (this.store.isDisposed) return;
    this.startLimit(terms);
    if (this.inBand !== null && !this.options.isInitiator) this.knock();
    if (!this.options.isInitiator) return;
    if (!this.isPlain) this.setChannel(this.connection.createChannel());
    if (this.inBand === null) this.openPlaces();
    this.connection.offer();
  }

  private openPlaces(): void {
    for (const kind of this.kinds) this.adopt(kind, this.connection.openPlace(mediaOf(kind)));
  }

  /** The first offer is one of data channels alone, as letters say nothing else. */
  private createInBand(): InBandSignals {
    return new InBandSignals({
      send: (message) => this.send(message),
      take: (signal) => {
        this.signal(signal);
      },
      begin: () => {
        if (!this.options.isInitiator) return;
        this.openPlaces();
        this.connection.offer();
      },
    });
  }

  /** For an end that comes when a person gets to it: what is sent keeps the way open to here. */
  private knock(): void {
    const again = this.store.add(new MutableDisposable<Disposable>());
    const wait = (): void => {
      again.value = SYSTEM_CLOCK.after(KNOCK_EVERY_MS, () => {
        if (this.isAdmitted) return;
        this.connection.checkAgain();
        wait();
      });
    };
    wait();
  }

  private openChannels() {
    const channels = this.connection.asChannelMaker();
    const files = this.store.add(new RtcFileChannel(channels));
    const glyphs = this.store.add(new RtcGlyphChannel(channels));
    const typing = this.store.add(new RtcTypingChannel(channels));
    this.admitChannels = () => {
      for (const each of [files, glyphs, typing]) each.admit();
    };
    return { files, glyphs, typing };
  }

  private listen(): void {
    const { connection, store } = this;
    store.add(connection);
    store.add(
      connection.onSignal((signal) => {
        this.say(signal);
      }),
    );
    store.add(
      connection.onPlace((place) => {
        const kind = this.kinds.find(
          (each) => mediaOf(each) === place.kind && !this.places.has(each),
        );
        // More than there are kinds of tracks: nothing is made of it.
        if (kind !== undefined) this.adopt(kind, place);
      }),
    );
    store.add(
      connection.onChannel((channel) => {
        // What other programs open is their own affair.
        if (this.channel === null && !this.isPlain) this.setChannel(channel);
      }),
    );
    store.add(
      connection.onState(() => {
        this.handleState();
      }),
    );
    store.add(
      connection.onGathered(() => {
        if (this.inBand !== null && !this.isAdmitted) this.tellAllFound();
        this.noteGathering('complete');
      }),
    );
    store.add(
      connection.onRefused(() => {
        this.close('failed');
      }),
    );
    store.add(
      connection.onImpostor(() => {
        this.close('wrong-certificate');
      }),
    );
    this.noteGathering('gathering');
  }

  private isExpecting({ type }: Description): boolean {
    if (this.connection.isNegotiating) return false;
    return this.connection.signalingState === (type === 'offer' ? 'stable' : 'have-local-offer');
  }

  /** Whoever offers at the same time answers, too: this end stands by its own offer. */
  private isCrossing({ type }: Description): boolean {
    return this.isPlain && type === 'offer' && this.connection.signalingState !== 'stable';
  }

  private say(signal: Signal): void {
    if (this.store.isDisposed) return;
    const said = this.outgoing(signal);
    if (said !== null && this.inBand?.say(said) !== true) this.signalEmitter.fire(said);
  }

  /** Whoever writes down what is found need not wait for more (RFC 8838, 8.2). */
  private tellAllFound(): void {
    const { generation } = this.options;
    const end = { candidate: '', sdpMid: '0', sdpMLineIndex: 0 };
    this.signalEmitter.fire({ kind: 'candidate', generation, ...end });
  }

  private adopt(kind: TrackKind, transceiver: Place): void {
    const place = this.store.add(new MediaPlace(transceiver, this.createExports));
    this.places.set(kind, place);
    const plan = this.plans.get(kind);
    if (plan !== undefined) place.setPlan(plan);
    this.fill(kind);
    this.trackEmitter.fire({ kind, track: asBrowserTrack(place.received) });
  }

  /** Nothing is sent before the other end is known for who it is. */
  private fill(kind: TrackKind): void {
    const track = this.tracks[kind] ?? null;
    if (!this.isSending || this.store.isDisposed) return;
    this.places.get(kind)?.setTrack(track === null ? null : nodeTrackOf(track));
  }

  private setChannel(channel: WeriftChannel): void {
    this.channel = channel;
    channel.onMessage.subscribe((data) => {
      if (!this.incoming.take() || this.store.isDisposed) return;
      const message = decodePeerMessage(data);
      if (message?.kind === 'signal') this.inBand?.hear(message.signal);
      else if (message !== null) this.messageEmitter.fire(message);
    });
    channel.stateChange.subscribe((state) => {
      if (state === 'open') this.noteWritable();
      else if (state === 'closed') this.close('remote-closed');
    });
    this.noteWritable();
  }

  private handleState(): void {
    const { state, iceState } = this.connection;
    this.noteIceState(iceState);
    if (this.connection.isEnded) this.close('remote-closed');
    else if (state === 'connected') this.handleConnected();
    else if (state === 'closed') this.close(this.isAdmitted ? 'remote-closed' : 'failed');
    else this.setState(state);
  }

  /** DTLS vouches for the description in force; this, that the certificate is the one pinned. */
  private handleConnected(): void {
    const seen = this.connection.fingerprints();
    if (seen?.remote !== this.options.pin.fingerprint) this.close('wrong-certificate');
    else {
      this.admit();
      this.noteWritable();
    }
  }

  protected handleAdmitted(): void {
    this.store.add(
      SYSTEM_CLOCK.after(MEDIA_PATIENCE_MS, () => {
        this.startMedia();
      }),
    );
    this.admitChannels();
    this.inBand?.noteAdmitted();
    // There is no channel to tell when the other end has done with DTLS.
    if (this.isPlain) this.startMedia();
  }

  private noteWritable(): void {
    if (this.isWritable || !this.isAdmitted || this.channel?.readyState !== 'open') return;
    this.isWritable = true;
    this.startMedia();
    this.inBand?.noteOpen();
    this.writableEmitter.fire();
  }

  private startMedia(): void {
    if (this.isSending || this.store.isDisposed) return;
    this.isSending = true;
    for (const kind of this.kinds) this.fill(kind);
  }

  private mids(): { screen: string | null; audio: string | null } {
    const midOf = (kind: TrackKind): string | null => this.places.get(kind)?.mid ?? null;
    return { screen: midOf('screen'), audio: midOf('audio') };
  }

  /** werift counts packets; of frames it knows nothing. */
  private async entries(): Promise<StatsEntry[]> {
    const entries = await this.connection.entries();
    return entries.map((entry) => {
      const place = [...this.places.values()].find((each) => each.isOf(entry));
      return place === undefined ? entry : { ...entry, ...place.figures(String(entry.type)) };
    });
  }

  /** It belongs to the store, and ends with it. */
  protected endConnection(): void {
    return;
  }
}
