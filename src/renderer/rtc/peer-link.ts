import type { Event } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type { Result } from '../../shared/base/result';
import type { SendingPlan } from '../../shared/call/sending-policy';
import type { SoundPlan } from '../../shared/call/sound-plan';
import type { PeerMessage } from '../../shared/protocol/peer-messages';
import type { Signal } from '../../shared/protocol/messages';
import type { CertificatePin } from './certificate-pin';
import type { FileChannel } from './file-channel';
import type { GlyphChannel } from './glyph-channel';
import type { TypingChannel } from './typing-channel';
import type { LinkDetails } from './link-details';
import type { SeenFingerprints } from './seen-fingerprints';

export type PeerLinkState =
  'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';
/**
 * The places of a link, each for one track: the microphone and the picture, and beside them a
 * screen that is shared and its sound. Both ends number them in this order.
 */
export const TRACK_KINDS = ['audio', 'video', 'screen', 'screen-audio'] as const;
export type TrackKind = (typeof TRACK_KINDS)[number];
/** Those that carry pictures. */
export type PictureKind = 'video' | 'screen';
/** What is sent from each place; nothing from those that are left out. */
export type LinkTracks = Readonly<Partial<Record<TrackKind, MediaStreamTrack | null>>>;

/** A track of the other side, and the place that it comes over. */
export interface PlacedTrack {
  readonly kind: TrackKind;
  readonly track: MediaStreamTrack;
}

/** What a place of this kind carries. */
export function mediaOf(kind: TrackKind): 'audio' | 'video' {
  return kind === 'audio' || kind === 'screen-audio' ? 'audio' : 'video';
}

/** Why a signal from the other side was not taken. */
export type SignalError =
  | 'closed'
  | 'wrong-generation'
  | 'sdp-too-large'
  | 'sdp-malformed'
  | CertificateError
  | 'candidate-malformed'
  /** A description so soon after others; the same one may be taken later. */
  | 'too-often'
  | 'rejected';

/** What is wrong with the certificates that a description names. */
const CERTIFICATE_ERRORS = [
  'no-fingerprint',
  /** Another hash than SHA-256. */
  'other-hash',
  'several-fingerprints',
  /**
   * Another certificate than the one that call or stay are tied to: somebody else wants to be in
   * it.
   */
  'fingerprint-changed',
] as const;
export type CertificateError = (typeof CERTIFICATE_ERRORS)[number];

export function isCertificateError(error: SignalError): error is CertificateError {
  return CERTIFICATE_ERRORS.some((each) => each === error);
}

/** Why a link ended. `wrong-certificate`: the other end showed another than it was tied to. */
export type LinkCloseReason =
  | 'closed'
  | 'failed'
  | 'timed-out'
  | 'remote-closed'
  | 'wrong-certificate'
  /** The two ends know nothing that both could send and take. */
  | 'nothing-shared'
  /** The address is hidden, and there is no TURN server that relays anything. */
  | 'no-relay';

export interface PeerLinkOptions {
  /** The end that called makes the offer. */
  readonly isInitiator: boolean;
  /** Stamped on every signal, and required of those received. */
  readonly generation: number;
  /** The other end's certificate: of this link, and of those before and after it. */
  readonly pin: CertificatePin;
  readonly iceServers: readonly RTCIceServer[];
  /** Whether the other end may learn no address but a TURN server's; left out: it may. */
  readonly isAddressHidden?: boolean;
  /**
   * Whether nobody carries signals once the link is up: all that is signalled before are data
   * channels, and what else there is to negotiate the two ends tell each other over them. Left out:
   * somebody does.
   */
  readonly isSelfSignalled?: boolean;
  /**
   * Whether the other end is a program that is not WebCRT: sound and picture are all there is then.
   * Left out: it is WebCRT.
   */
  readonly isPlain?: boolean;
  /**
   * Whether nobody is to hear of it yet: until `release`, what it has to say is kept and no time
   * runs. Left out: it begins at once.
   */
  readonly isHeld?: boolean;
  /** Sent once the other end has shown the certificate that it is tied to. */
  readonly tracks: LinkTracks;
  /** By which the picture is sent at first, if there is one; left out: as is said later. */
  readonly firstPlan?: SendingPlan;
  /**
   * A link that makes no step towards being connected for this long closes as `timed-out` (refused
   * TURN raises nothing).
   */
  readonly connectTimeoutMs: number;
  /** The same, until the other end has said anything; left out: no longer than for a step. */
  readonly answerTimeoutMs?: number;
}

/** What a link that was held goes on with. */
export type ReleaseTerms = Pick<PeerLinkOptions, 'tracks' | 'connectTimeoutMs' | 'answerTimeoutMs'>;

/** A sample of the running link, from getStats. Rates are since the previous sample. */
export interface LinkStats {
  readonly sentKbps: number;
  readonly receivedKbps: number;
  /** `null` until the first report. */
  readonly roundTripMs: number | null;
  readonly receivedFps: number;
  /** Of pictures alone. */
  readonly receivedVideoKbps: number;
  /** Of sound alone, silence included. */
  readonly receivedAudioKbps: number;
  /** Grows while sound arrives (getStats totalAudioEnergy, sum over tracks). */
  readonly receivedAudioEnergy: number;
  readonly packetsLost: number;
  /** `AV1`, `VP8`, ...: what the local picture is encoded with; `null` while none is sent. */
  readonly sentCodec: string | null;
  /** The local picture as it is sent; 0 while none is. */
  readonly sentWidthPx: number;
  readonly sentHeightPx: number;
  readonly sentFps: number;
  /**
   * Share of the sent packets of the picture that the remote end did not get, 0 to 1, as it last
   * said.
   */
  readonly sentLossShare: number;
  /** The same of the voice. */
  readonly sentAudioLossShare: number;
  /** What encoding one frame took, on average since the previous sample; `null`: none was. */
  readonly encodeMs: number | null;
  /** Mean quantiser of those frames, in the codec's own units: the larger, the coarser. */
  readonly sentQuantiser: number | null;
}

/**
 * One peer connection with one person: signals in and out, a track of each kind, messages, figures.
 * Implemented by SimplePeerLink, by PlainPeerLink for programs that are not WebCRT, and by
 * FakePeerLink in tests.
 */
export interface PeerLink extends Disposable {
  readonly state: PeerLinkState;
  /**
   * For files: a channel of its own, so that messages need not wait behind them; `null`: the other
   * end knows of none.
   */
  readonly files: FileChannel | null;
  /** For pictures as text, where the path is too thin for video. */
  readonly glyphs: GlyphChannel;
  /** For what is typed, as it is typed. */
  readonly typing: TypingChannel;
  /** Takes a signal of the other side, already parsed; says why when it does not. */
  signal(signal: Signal): Result<void, SignalError>;
  /** Begins where it was held: says what was kept. Not held, or no longer: nothing happens. */
  release(terms: ReleaseTerms): void;
  /** What is sent of `kind`; `null`: nothing. */
  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void;
  /**
   * How much of the local picture, or of a shared screen, is sent from now on; before the first,
   * what the browser finds right.
   */
  setSendingPlan(plan: SendingPlan, kind?: PictureKind): void;
  /** How the voice is sent from now on; before the first, by that of `FIRST_SOUND`. */
  setSoundPlan(plan: SoundPlan): void;
  /** Sends over the data channel; `false` when it is not open (yet). */
  send(message: PeerMessage): boolean;
  stats(): Promise<LinkStats>;
  /** All that there is to know of the connection, for whoever looks for what is wrong with it. */
  details(): Promise<LinkDetails>;
  /** The certificates in use, as the transport knows them; `null`: it is not up. */
  fingerprints(): Promise<SeenFingerprints | null>;
  /** How loud the other end's microphone is now, 0 to 1. */
  receivedLevel(): number;
  /** Closes with `closed`. Safe to call twice. */
  dispose(): void;

  readonly onSignal: Event<Signal>;
  /**
   * A track of the other side, as soon as there is a place for it, which is at the start for all
   * kinds: whether anything is sent over it, now or later, `media` messages tell.
   */
  readonly onTrack: Event<PlacedTrack>;
  readonly onState: Event<PeerLinkState>;
  /** Messages go out from now on. Fires once. */
  readonly onWritable: Event<void>;
  readonly onMessage: Event<PeerMessage>;
  /** A TURN server refused its user name and password: its address as it is configured. */
  readonly onRelayRefused: Event<string>;
  /** Fires once. */
  readonly onClosed: Event<LinkCloseReason>;
}

export type PeerLinkFactory = (options: PeerLinkOptions) => PeerLink;
