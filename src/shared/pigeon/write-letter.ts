import type { Signer } from '../identity/signer';
import { packLetter } from './letter-bytes';
import { letterCode, letterText } from './letter-text';
import type { PigeonLetter } from './pigeon-letter';
import { type AnsweredOffer, answeredOffer, pigeonStatement } from './pigeon-statement';
import type { ReadOffer } from './read-letter';

/** A letter, ready to be handed over. */
export interface WrittenLetter extends ReadOffer {
  /** To be pasted. */
  readonly text: string;
  /** For a QR code. */
  readonly code: string;
}

/**
 * Signs `letter`, which is `signer`'s.
 * @param offer The one that it answers; `null`: it is one itself.
 * @throws when the key is not at hand any more, or for what is no letter of a browser's.
 */
export async function writeLetter(
  letter: PigeonLetter,
  offer: AnsweredOffer | null,
  signer: Signer,
): Promise<WrittenLetter> {
  const signature = await signer.sign(pigeonStatement(letter, offer));
  const bytes = packLetter({ letter, signature });
  const answered = answeredOffer(letter.from, bytes);
  return { letter, answered, text: letterText(bytes), code: letterCode(bytes) };
}
