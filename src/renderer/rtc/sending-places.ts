import type { Disposable } from '../../shared/base/lifecycle';
import type { SendingPlan } from '../../shared/call/sending-policy';
import { FIRST_SOUND, type SoundPlan } from '../../shared/call/sound-plan';
import { orderCodecs, orderVoiceCodecs } from './codec-order';
import { EncoderControl, encodingOf } from './encoder-control';
import {
  type LinkTracks,
  mediaOf,
  type PictureKind,
  TRACK_KINDS,
  type TrackKind,
} from './peer-link';
import { SenderRedundancy } from './sender-redundancy';
import { SenderTrack } from './sender-track';
import { setLowAudioBitrate } from './audio-bitrate';

/** Tracks are put in one after another, and the microphone's takes its time. */
const PICTURE_FIRST: readonly TrackKind[] = ['video', 'audio', 'screen', 'screen-audio'];

/** What an offer begins with: each section more holds up the first picture by some 10 ms. */
const FIRST_KINDS: ReadonlySet<TrackKind> = new Set<TrackKind>(['audio', 'video']);

/**
 * The places of one connection from which tracks are sent: one transceiver of each kind, open both
 * ways whether there is a track or not. So a camera that is turned on later takes one replaceTrack
 * and no negotiation, and an empty place sends nothing at all. Those for a screen come with a
 * second offer. All stay empty until the other end is known for who it is.
 */
export class SendingPlaces implements Disposable {
  /** One stream for voice and picture, so that the remote end keeps lips and voice together. */
  private readonly ownStream = new MediaStream();
  private readonly screenStream = new MediaStream();
  private readonly places = new Map<TrackKind, RTCRtpTransceiver>();
  private readonly tracks: Partial<Record<TrackKind, MediaStreamTrack | null>>;
  private readonly sent = new Map<RTCRtpSender, SenderTrack>();
  private readonly encoders = new WeakMap<RTCRtpSender, EncoderControl>();
  private readonly plans = new Map<PictureKind, SendingPlan>();
  private voice: SenderRedundancy | null = null;
  private soundPlan: SoundPlan = FIRST_SOUND.plan;
  private isFilled = false;
  private isNegotiated = false;

  constructor(
    private readonly connection: RTCPeerConnection,
    tracks: LinkTracks,
    /** Which places there may be. */
    private readonly kinds: readonly TrackKind[] = TRACK_KINDS,
    /** By which the picture is sent at first; `null`: not known yet. */
    private readonly firstPlan: SendingPlan | null = null,
  ) {
    this.tracks = { ...tracks };
  }

  /** Places of another connection for what these would send: those are to be used from now on. */
  movedTo(connection: RTCPeerConnection): SendingPlaces {
    const moved = new SendingPlaces(connection, this.tracks, this.kinds);
    moved.soundPlan = this.soundPlan;
    for (const [kind, plan] of this.plans) moved.plans.set(kind, plan);
    return moved;
  }

  /** At the offering end: makes a place for each kind. */
  openAll(): void {
    for (const kind of this.kinds) this.open(kind);
  }

  /** At the offering end: makes those that the first offer is to have. */
  openFirst(): void {
    if (this.kinds.some((kind) => !FIRST_KINDS.has(kind) && this.tracks[kind])) this.openAll();
    else for (const kind of this.kinds) if (FIRST_KINDS.has(kind)) this.open(kind);
  }

  /** At the offering end: makes the first place that is missing for sound, or for pictures. */
  openFor(media: 'audio' | 'video'): void {
    const missing = this.kinds.find((kind) => mediaOf(kind) === media && !this.find(kind));
    if (missing !== undefined) this.open(missing);
  }

  /** Whether there is a place for each kind. */
  get isComplete(): boolean {
    return this.kinds.every((kind) => this.find(kind));
  }

  /** At the answering end, between offer and answer: takes the places that the offer has. */
  takeOffered(): void {
    this.adopt();
    for (const kind of this.kinds) {
      const place = this.find(kind);
      if (!place) continue;
      place.direction = 'sendrecv';
      place.sender.setStreams(this.streamOf(kind));
      this.prepare(place, kind);
      this.put(place, kind);
    }
  }

  /**
   * At the answering end, between offer and answer: what there is no place for is refused, so that
   * nothing of it is received or decoded.
   */
  refuseOthers(): void {
    const taken = new Set(this.places.values());
    for (const transceiver of this.connection.getTransceivers()) {
      if (!taken.has(transceiver)) transceiver.stop();
    }
  }

  /** The offer that made places was taken back: those of the other end's offer take their place. */
  forgetUnplaced(): void {
    for (const [kind, place] of [...this.places]) {
      if (place.mid !== null) continue;
      place.stop();
      this.places.delete(kind);
    }
  }

  /** The other end is the one that all is meant for: sends from now on. */
  fill(): void {
    this.isFilled = true;
    for (const kind of PICTURE_FIRST) {
      const place = this.find(kind);
      if (place) this.put(place, kind);
    }
  }

  /** Sends `track` from now on, or as soon as there is a place for its kind that may be filled. */
  set(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.tracks[kind] = track;
    const place = this.find(kind);
    if (!place) return;
    if (isPicture(kind)) this.applyPlan(place.sender, kind);
    this.put(place, kind);
  }

  /** Sends pictures by `plan` from now on, or as soon as there is a place for them. */
  setPlan(plan: SendingPlan, kind: PictureKind): void {
    this.plans.set(kind, plan);
    const place = this.find(kind);
    if (place) this.applyPlan(place.sender, kind);
  }

  /** Sends the voice by `plan` from now on, or as soon as there is a place for it. */
  setSoundPlan(plan: SoundPlan): void {
    const { isThrifty } = this.soundPlan;
    this.soundPlan = plan;
    this.voice?.setCopies(plan.copies);
    const place = this.find('audio');
    // Refused by a browser that cannot do it: then it goes on as it was.
    if (place && plan.isThrifty !== isThrifty)
      setLowAudioBitrate(place.sender, plan.isThrifty).catch(() => undefined);
  }

  /** Kinds that have a track to send and no place to send it from. */
  missing(): readonly TrackKind[] {
    return this.kinds.filter((kind) => this.tracks[kind] && !this.find(kind));
  }

  /**
   * To be called when a negotiation is done: before, there was no telling which codecs there are.
   */
  handleNegotiated(): void {
    this.isNegotiated = true;
    for (const kind of this.plans.keys()) {
      const place = this.find(kind);
      if (!place) continue;
      this.encoders.get(place.sender)?.refresh();
      this.applyPlan(place.sender, kind);
    }
  }

  /** Which place a transceiver of this connection is; `null`: one too many. */
  kindOf(transceiver: RTCRtpTransceiver): TrackKind | null {
    this.adopt();
    return this.kinds.find((kind) => this.find(kind) === transceiver) ?? null;
  }

  /** How descriptions name the place; `null`: there is none (yet). */
  midOf(kind: TrackKind): string | null {
    return this.find(kind)?.mid ?? null;
  }

  /** The connection is closed: what is under way is left at that. */
  dispose(): void {
    for (const sent of this.sent.values()) sent.dispose();
    this.voice?.dispose();
  }

  /** Places that an offer brought are told apart by their order alone. */
  private adopt(): void {
    for (const transceiver of this.connection.getTransceivers()) {
      const isKnown = [...this.places.values()].includes(transceiver);
      if (isKnown || transceiver.direction === 'stopped') continue;
      const media = transceiver.receiver.track.kind;
      const kind = this.kinds.find((each) => mediaOf(each) === media && !this.find(each));
      if (kind !== undefined) this.places.set(kind, transceiver);
    }
  }

  private open(kind: TrackKind): void {
    if (this.find(kind)) return;
    const place = this.addPlace(kind);
    this.places.set(kind, place);
    this.prepare(place, kind);
    this.put(place, kind);
  }

  /** A plan that it begins with is one that an encoder need not be told when it is to begin. */
  private addPlace(kind: TrackKind): RTCRtpTransceiver {
    const { connection, firstPlan } = this;
    const streams = [this.streamOf(kind)];
    const init: RTCRtpTransceiverInit = { direction: 'sendrecv', streams };
    if (kind !== 'video' || firstPlan === null)
      return connection.addTransceiver(mediaOf(kind), init);
    try {
      const sendEncodings = [encodingOf(firstPlan)];
      const place = connection.addTransceiver(mediaOf(kind), { ...init, sendEncodings });
      this.encoders.set(place.sender, new EncoderControl(place.sender, firstPlan));
      return place;
    } catch {
      // A browser that takes no such thing is told later.
      return connection.addTransceiver(mediaOf(kind), init);
    }
  }

  private find(kind: TrackKind): RTCRtpTransceiver | undefined {
    const place = this.places.get(kind);
    return place?.direction === 'stopped' ? undefined : place;
  }

  private streamOf(kind: TrackKind): MediaStream {
    return kind === 'audio' || kind === 'video' ? this.ownStream : this.screenStream;
  }

  private put({ sender }: RTCRtpTransceiver, kind: TrackKind): void {
    if (!this.isFilled) return;
    const sent = this.sent.get(sender) ?? new SenderTrack(sender);
    this.sent.set(sender, sent);
    sent.set(this.tracks[kind] ?? null);
  }

  private prepare(place: RTCRtpTransceiver, kind: TrackKind): void {
    // Shown as soon as it can be; browsers hold back what is needed for smoothness by themselves.
    place.receiver.jitterBufferTarget = 0;
    if (kind === 'audio') this.prepareVoice(place);
    if (!isPicture(kind)) return;
    preferCodecs(place, 'video', orderCodecs);
    this.applyPlan(place.sender, kind);
  }

  private prepareVoice(place: RTCRtpTransceiver): void {
    preferCodecs(place, 'audio', orderVoiceCodecs);
    // One transform a sender, whatever becomes of the place.
    this.voice ??= new SenderRedundancy(place.sender);
    this.voice.setCopies(this.soundPlan.copies);
  }

  /** An encoder that has nothing to do yet is told nothing: that would hold up the negotiation. */
  private applyPlan(sender: RTCRtpSender, kind: PictureKind): void {
    const plan = this.plans.get(kind);
    const isIdle = !this.tracks[kind] || !(this.isNegotiated || this.isFilled);
    if (!plan || isIdle) return;
    const encoder = this.encoders.get(sender) ?? new EncoderControl(sender);
    this.encoders.set(sender, encoder);
    encoder.set(plan);
  }
}

function isPicture(kind: TrackKind): kind is PictureKind {
  return kind === 'video' || kind === 'screen';
}

/** The best codec first; negotiation leaves those that the other side has as well. */
function preferCodecs(
  place: RTCRtpTransceiver,
  media: 'audio' | 'video',
  order: (codecs: readonly RTCRtpCodec[]) => RTCRtpCodec[],
): void {
  const codecs = RTCRtpReceiver.getCapabilities(media)?.codecs ?? [];
  try {
    place.setCodecPreferences(order(codecs));
  } catch {
    // A browser that cannot be told: its own order has worked so far.
  }
}
