import type { SendingPlan } from '../../shared/call/sending-policy';
import { orderCodecs } from './codec-order';
import { EncoderControl } from './encoder-control';
import type { TrackKind } from './peer-link';

const TRACK_KINDS = ['audio', 'video'] as const satisfies readonly TrackKind[];

/**
 * The places of one connection from which tracks are sent: one transceiver of each kind, open both
 * ways from the first offer on, whether there is a track or not. So a camera that is turned on later
 * takes one replaceTrack and no negotiation, and an empty place sends nothing at all.
 */
export class SendingPlaces {
  /** One stream for both, so that the other side keeps lips and voice together. */
  private readonly stream = new MediaStream();
  private readonly tracks: Record<TrackKind, MediaStreamTrack | null>;
  private readonly encoders = new WeakMap<RTCRtpSender, EncoderControl>();
  private plan: SendingPlan | null = null;

  constructor(
    private readonly connection: RTCPeerConnection,
    tracks: Readonly<Record<TrackKind, MediaStreamTrack | null>>,
  ) {
    this.tracks = { ...tracks };
  }

  /** At the offering end: makes a place for each kind. */
  openAll(): void {
    for (const kind of TRACK_KINDS) this.open(kind);
  }

  /** At the offering end: makes the place for `kind`, unless there is one. */
  open(kind: TrackKind): void {
    if (this.find(kind)) return;
    const place = this.connection.addTransceiver(this.tracks[kind] ?? kind, {
      direction: 'sendrecv',
      streams: [this.stream],
    });
    this.prepare(place, kind);
  }

  /** At the answering end, between offer and answer: takes the places that the offer has. */
  takeOffered(): void {
    for (const kind of TRACK_KINDS) {
      const place = this.find(kind);
      if (!place) continue;
      place.direction = 'sendrecv';
      place.sender.setStreams(this.stream);
      this.prepare(place, kind);
      this.put(place, this.tracks[kind]);
    }
  }

  /** Sends `track` from now on, or as soon as there is a place for its kind. */
  set(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.tracks[kind] = track;
    const place = this.find(kind);
    if (place) this.put(place, track);
  }

  /** Sends pictures by `plan` from now on, or as soon as there is a place for them. */
  setPlan(plan: SendingPlan): void {
    this.plan = plan;
    const place = this.find('video');
    if (place) this.applyPlan(place.sender);
  }

  /** Kinds that have a track to send and no place to send it from. */
  missing(): readonly TrackKind[] {
    return TRACK_KINDS.filter((kind) => this.tracks[kind] && !this.find(kind));
  }

  /** To be called when a negotiation is done: before, there was no telling which codecs there are. */
  handleNegotiated(): void {
    const place = this.find('video');
    if (place) this.encoders.get(place.sender)?.refresh();
  }

  private find(kind: TrackKind): RTCRtpTransceiver | undefined {
    return this.connection
      .getTransceivers()
      .find(({ receiver, direction }) => receiver.track.kind === kind && direction !== 'stopped');
  }

  private put({ sender }: RTCRtpTransceiver, track: MediaStreamTrack | null): void {
    if (sender.track === track) return;
    // Refused only when the connection was closed meanwhile, and then nobody misses it.
    sender.replaceTrack(track).catch(() => undefined);
  }

  private prepare(place: RTCRtpTransceiver, kind: TrackKind): void {
    // Shown as soon as it can be; browsers hold back what is needed for smoothness by themselves.
    place.receiver.jitterBufferTarget = 0;
    if (kind !== 'video') return;
    preferCodecs(place);
    this.applyPlan(place.sender);
  }

  private applyPlan(sender: RTCRtpSender): void {
    if (!this.plan) return;
    const encoder = this.encoders.get(sender) ?? new EncoderControl(sender);
    this.encoders.set(sender, encoder);
    encoder.set(this.plan);
  }
}

/** The best codec first; negotiation leaves those that the other side has as well. */
function preferCodecs(place: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  try {
    place.setCodecPreferences(orderCodecs(codecs));
  } catch {
    // A browser that cannot be told: its own order has worked so far.
  }
}
