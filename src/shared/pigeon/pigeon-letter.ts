import type { PublicKey } from '../protocol/fields';

// A call without a server: one end hands an offer to the other, as text or as a QR code, and gets
// an answer the same way. Either is called a letter; what carries it nobody needs to trust.

/** An offer is good for so long, and its answer for what is left of that. */
export const PIGEON_LIFE_MS = 30 * 60_000;

/** The longest letter, as text; whatever is longer is none. */
export const MAX_LETTER_CHARS = 1_500;

/** One way to an end, of those that ICE found: UDP, of the first component. */
export interface PigeonCandidate {
  /** `srflx`: as a STUN server sees it. `relay`: of a TURN server. */
  readonly type: 'host' | 'srflx' | 'relay';
  /** IPv4, IPv6, or the name that a browser puts in an address's place (`UUID.local`). */
  readonly address: string;
  readonly port: number;
}

/** All that a description of a connection with nothing but data channels says (RFC 8841). */
export interface PigeonDescription {
  /** Of ICE (RFC 8839). */
  readonly ufrag: string;
  readonly pwd: string;
  /** Of the certificate, SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
  /** The best first. */
  readonly candidates: readonly PigeonCandidate[];
}

export interface PigeonLetter {
  readonly kind: 'offer' | 'answer';
  /** Of the call: 32 hexadecimal digits, drawn by whoever offers it. */
  readonly id: string;
  /** Whose it is. */
  readonly from: PublicKey;
  /** As they call themselves. */
  readonly name: string;
  /** When it is over; milliseconds since 1970, whole seconds. */
  readonly untilMs: number;
  readonly description: PigeonDescription;
}

export interface SignedLetter {
  readonly letter: PigeonLetter;
  /** Of the statement that the letter makes, 128 hexadecimal digits. */
  readonly signature: string;
}

/** Why a text is no letter that may be used. */
export type LetterError =
  /** Something else altogether. */
  | 'no-letter'
  /** The end is missing. */
  | 'cut'
  /** Characters are wrong, or missing in between. */
  | 'mistyped'
  /** Of a later version of this format. */
  | 'newer'
  /** Whole, and not what this program writes. */
  | 'malformed'
  /** An answer where an offer is wanted, or the other way round. */
  | 'offer-wanted'
  | 'answer-wanted'
  /** Not signed by the key that it is said to be of, or not for this offer. */
  | 'forged'
  | 'expired'
  /** The local user's own. */
  | 'own'
  /** The answer to another offer than the one that is out. */
  | 'other-offer';
