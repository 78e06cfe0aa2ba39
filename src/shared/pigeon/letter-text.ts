import { sha256 } from '@noble/hashes/sha2.js';
import { err, ok, type Result } from '../base/result';
import { fromBase45, toBase45 } from './base45';
import { fromBase64url, toBase64url } from './base64url';
import { type LetterError, MAX_LETTER_CHARS } from './pigeon-letter';

// A letter as text, to be pasted, and as what a QR code says. Around its bytes stand how many there
// are, and a digest: so a text that was cut or mistyped is told from one that somebody made up.

/** Before text ... */
const TEXT_HEAD = 'pigeon:';
/** ... and in a QR code, whose smaller mode has capitals alone. */
const CODE_HEAD = 'PIGEON:';
/** So many characters are whole bytes. */
const CHARS_OF_BYTES = 4;
const LENGTH_BYTES = 2;
const CHECK_BYTES = 4;
/** What mails and chats put between and before lines, and people around what they quote. */
const STRAY = /[\s>"'`<\u200b\u2060\ufeff]/g;

/** To be pasted anywhere. */
export function letterText(letter: Uint8Array): string {
  return TEXT_HEAD + toBase64url(framed(letter));
}

/** For a QR code, in its alphanumeric mode. */
export function letterCode(letter: Uint8Array): string {
  return CODE_HEAD + toBase45(framed(letter));
}

/**
 * The bytes of a letter, from either form; nothing is known of them yet but that they are whole.
 */
export function readLetterText(input: string): Result<Uint8Array, LetterError> {
  // A base45 space is one of its digits; what is around a code is not.
  const trimmed = input.trim();
  if (trimmed.length > MAX_LETTER_CHARS) return err('no-letter');
  if (trimmed.startsWith(CODE_HEAD))
    return unframed(fromBase45(input.slice(input.indexOf(CODE_HEAD) + CODE_HEAD.length)));
  const text = trimmed.replace(STRAY, '');
  if (!text.startsWith(TEXT_HEAD)) return err('no-letter');
  const said = text.slice(TEXT_HEAD.length);
  const bytes = fromBase64url(said);
  if (bytes !== null) return unframed(bytes);
  // A text that was cut may end within a byte: that is not what is wrong with it.
  const shorter = unframed(
    fromBase64url(said.slice(0, said.length - (said.length % CHARS_OF_BYTES))),
  );
  return err(shorter.ok ? 'mistyped' : shorter.error);
}

function framed(letter: Uint8Array): Uint8Array {
  return Uint8Array.of(letter.length >> 8, letter.length & 0xff, ...letter, ...digestOf(letter));
}

function unframed(bytes: Uint8Array | null): Result<Uint8Array, LetterError> {
  if (bytes === null) return err('mistyped');
  const [high, low] = [bytes.at(0), bytes.at(1)];
  if (high === undefined || low === undefined) return err('cut');
  const end = LENGTH_BYTES + ((high << 8) | low);
  const letter = bytes.subarray(LENGTH_BYTES, end);
  if (bytes.length < end + CHECK_BYTES) return err('cut');
  const said = bytes.subarray(end);
  const digest = digestOf(letter);
  const isSame = said.length === CHECK_BYTES && digest.every((byte, at) => byte === said[at]);
  return isSame ? ok(letter) : err('mistyped');
}

function digestOf(letter: Uint8Array): Uint8Array {
  return sha256(letter).subarray(0, CHECK_BYTES);
}
