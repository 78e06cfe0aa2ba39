import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';
import { canonicalBytes } from './canonical-bytes';
import { SAS_EMOJI, type SasEmoji } from './sas-emoji';

// Two people read the same seven emoji to each other, and nobody is between them. Either end
// computes them from what it saw itself, and from two numbers of chance. Whoever begins says the
// hash of their number first (the commitment), and the number itself only once the other has said
// theirs: so nobody in between can try numbers, keys or certificates until what is shown on both
// sides agrees. One guess in 2^42 is left to them, in front of two people who look.

const CONTEXT = 'webcrt sas v1';
const COMMITMENT_CONTEXT = 'webcrt sas v1 commitment';
/** Six bytes give 48 bits, of which the first 42 are shown. */
const SAS_BYTES = 6;
/** 64 emoji. */
const BITS_PER_EMOJI = 6;
const EMOJI_COUNT = 7;

/** One end of a connection, as one of the two saw it. */
export interface SeenEnd {
  /** Its identity's; `null`: a guest without one. */
  readonly key: PublicKey | null;
  /** SHA-256 of the certificate that DTLS used, as `AB:CD:…`. */
  readonly fingerprint: string;
}

/** What there is to agree on. Honest ends see the same; with somebody in between they do not. */
export interface SasView {
  /** The id of the call, or the members' talk. */
  readonly talk: string;
  /** Who asked to compare. */
  readonly initiator: SeenEnd;
  readonly responder: SeenEnd;
}

/** What one end sees, who asked to compare or was asked. */
export function sasViewOf(
  seen: { readonly talk: string; readonly local: SeenEnd; readonly remote: SeenEnd },
  isInitiator: boolean,
): SasView {
  const { talk, local, remote } = seen;
  const [initiator, responder] = isInitiator ? [local, remote] : [remote, local];
  return { talk, initiator, responder };
}

function viewFields({ talk, initiator, responder }: SasView): string[] {
  return [
    ...[talk, 'initiator', initiator.key ?? '', initiator.fingerprint],
    ...['responder', responder.key ?? '', responder.fingerprint],
  ];
}

/**
 * What the initiator says before it says its nonce: it holds to the nonce, and to what it sees.
 * @param nonce 32 bytes of chance, as hexadecimal digits.
 */
export function sasCommitment(view: SasView, nonce: string): string {
  const fields = [...viewFields(view), hexToBytes(nonce)];
  return bytesToHex(sha256(canonicalBytes(COMMITMENT_CONTEXT, fields)));
}

/**
 * The 42 bits, as seven numbers below 64.
 * @param nonces 32 bytes of chance of either end, as hexadecimal digits.
 */
export function sasNumbers(
  view: SasView,
  nonces: { readonly initiator: string; readonly responder: string },
): number[] {
  const secret = concatBytes(hexToBytes(nonces.initiator), hexToBytes(nonces.responder));
  const salt = canonicalBytes(CONTEXT, [view.talk]);
  const info = canonicalBytes(CONTEXT, viewFields(view));
  const bits = [...hkdf(sha256, secret, salt, info, SAS_BYTES)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return Array.from({ length: EMOJI_COUNT }, (_, index) =>
    parseInt(bits.slice(index * BITS_PER_EMOJI, (index + 1) * BITS_PER_EMOJI), 2),
  );
}

/** The seven emoji of these numbers, in the order in which they are read. */
export function sasEmoji(numbers: readonly number[]): SasEmoji[] {
  return numbers.flatMap((number) => SAS_EMOJI[number] ?? []);
}
