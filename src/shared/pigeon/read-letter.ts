import { verifyStatement } from '../identity/verify-statement';
import { err, ok, type Result } from '../base/result';
import type { PublicKey } from '../protocol/fields';
import { unpackLetter } from './letter-bytes';
import { readLetterText } from './letter-text';
import type { LetterError, PigeonLetter } from './pigeon-letter';
import { type AnsweredOffer, answeredOffer, pigeonStatement } from './pigeon-statement';

/** An offer whose sender has proved that it is theirs. */
export interface ReadOffer {
  readonly letter: PigeonLetter;
  /** For the answer. */
  readonly answered: AnsweredOffer;
}

interface Reader {
  /** The local user's key; `null`: there is none. */
  readonly localKey: PublicKey | null;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Which of the two a text is, as far as it is whole; nothing is known of whose it is. */
export function letterKind(text: string): Result<PigeonLetter['kind'], LetterError> {
  const bytes = readLetterText(text);
  if (!bytes.ok) return bytes;
  const signed = unpackLetter(bytes.value);
  return signed.ok ? ok(signed.value.letter.kind) : signed;
}

/** Reads somebody's offer. Never throws. */
export function readOffer(
  text: string,
  { localKey, nowMs }: Reader,
): Result<ReadOffer, LetterError> {
  const bytes = readLetterText(text);
  if (!bytes.ok) return bytes;
  const signed = unpackLetter(bytes.value);
  if (!signed.ok) return signed;
  const { letter, signature } = signed.value;
  if (letter.kind !== 'offer') return err('offer-wanted');
  if (!verifyStatement(letter.from, pigeonStatement(letter, null), signature)) return err('forged');
  if (letter.from === localKey) return err('own');
  if (nowMs >= letter.untilMs) return err('expired');
  return ok({ letter, answered: answeredOffer(letter.from, bytes.value) });
}

/** Reads the answer to `offer`, and to no other. Never throws. */
export function readAnswer(
  text: string,
  { offer, nowMs }: { readonly offer: ReadOffer; readonly nowMs: number },
): Result<PigeonLetter, LetterError> {
  const bytes = readLetterText(text);
  if (!bytes.ok) return bytes;
  const signed = unpackLetter(bytes.value);
  if (!signed.ok) return signed;
  const { letter, signature } = signed.value;
  if (letter.kind !== 'answer') return err('answer-wanted');
  if (letter.id !== offer.letter.id) return err('other-offer');
  if (letter.from === offer.letter.from) return err('own');
  const statement = pigeonStatement(letter, offer.answered);
  if (!verifyStatement(letter.from, statement, signature)) return err('forged');
  const isOver = nowMs >= Math.min(letter.untilMs, offer.letter.untilMs);
  return isOver ? err('expired') : ok(letter);
}
