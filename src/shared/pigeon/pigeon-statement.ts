import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { StatementOf } from '../identity/statement';
import type { PublicKey } from '../protocol/fields';
import type { PigeonCandidate, PigeonLetter } from './pigeon-letter';

/** An offer that is out, as its answer is bound to it. */
export interface AnsweredOffer {
  /** Whose it is, and for whom the answer is. */
  readonly from: PublicKey;
  /** Of the whole letter, its signature included: SHA-256, 64 hexadecimal digits. */
  readonly digest: string;
}

/** What an answer is bound to, from an offer's bytes. */
export function answeredOffer(from: PublicKey, bytes: Uint8Array): AnsweredOffer {
  return { from, digest: bytesToHex(sha256(bytes)) };
}

/** What the sender of `letter` signs; `offer`: the one that it answers, `null` for an offer. */
export function pigeonStatement(
  letter: PigeonLetter,
  offer: AnsweredOffer | null,
): StatementOf<'pigeon'> {
  const { kind, id, from, name, untilMs, description } = letter;
  const { ufrag, pwd, fingerprint, candidates } = description;
  return {
    kind: 'pigeon',
    is: kind,
    id,
    from,
    name,
    untilMs,
    to: offer?.from ?? '',
    offer: offer?.digest ?? '',
    ufrag,
    pwd,
    fingerprint,
    candidates: candidates.map(candidateField),
  };
}

function candidateField({ type, address, port }: PigeonCandidate): string {
  return `${type} ${address} ${port}`;
}
