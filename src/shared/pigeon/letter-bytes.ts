import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../base/result';
import { MAX_NAME_BYTES } from '../protocol/limits';
import { isValidName } from '../text/sanitise';
import { readAddress, writeAddress } from './packed-address';
import type {
  LetterError,
  PigeonCandidate,
  PigeonDescription,
  PigeonLetter,
  SignedLetter,
} from './pigeon-letter';

// A letter as bytes, in exactly one way: docs/protocol.md has the table. All that is in them is in
// what is signed, so that no two letters are worth the same signature.

/** Of this layout. */
const LETTER_VERSION = 1;
/** More than a machine with several networks has, of those that lead anywhere. */
export const MAX_PIGEON_CANDIDATES = 10;

const VERSION_SHIFT = 4;
const KIND_MASK = (1 << VERSION_SHIFT) - 1;
const KINDS: readonly PigeonLetter['kind'][] = ['offer', 'answer'];
const TYPES: readonly PigeonCandidate['type'][] = ['host', 'srflx', 'relay'];
const FAMILY_SHIFT = 2;
const TYPE_MASK = (1 << FAMILY_SHIFT) - 1;
const ID_BYTES = 16;
const KEY_BYTES = 32;
const FINGERPRINT_BYTES = 32;
const SIGNATURE_BYTES = 64;
const SECOND_MS = 1_000;
const MIN_PORT = 1;
/** RFC 8839: the characters of both, and how many there are of them. */
const UFRAG = /^[A-Za-z0-9+/]{4,64}$/;
const PWD = /^[A-Za-z0-9+/]{22,128}$/;

/** @throws {Error} for what is no letter of a browser's: too long a password of ICE, say. */
export function packLetter({ letter, signature }: SignedLetter): Uint8Array {
  const { kind, id, from, name, untilMs, description } = letter;
  const { ufrag, pwd, fingerprint, candidates } = description;
  const packed = [
    [(LETTER_VERSION << VERSION_SHIFT) | (KINDS.indexOf(kind) + 1)],
    hexToBytes(id),
    uint32(untilMs / SECOND_MS),
    hexToBytes(from),
    withLength(utf8ToBytes(name)),
    withLength(utf8ToBytes(ufrag)),
    withLength(utf8ToBytes(pwd)),
    hexToBytes(fingerprint.replaceAll(':', '').toLowerCase()),
    [candidates.length],
    ...candidates.map(packCandidate),
    hexToBytes(signature),
  ].flatMap((part) => [...part]);
  const bytes = Uint8Array.from(packed);
  const again = unpackLetter(bytes);
  if (!again.ok) throw new Error(`This is no letter: ${again.error}`);
  return bytes;
}

/** Reads what `packLetter` wrote, and nothing else. Never throws. */
export function unpackLetter(bytes: Uint8Array): Result<SignedLetter, LetterError> {
  const head = bytes.at(0) ?? 0;
  const version = head >> VERSION_SHIFT;
  if (version > LETTER_VERSION) return err('newer');
  const kind = KINDS.find((_, at) => at + 1 === (head & KIND_MASK));
  if (version !== LETTER_VERSION || kind === undefined) return err('malformed');
  const reader = new ByteReader(bytes.subarray(1));
  try {
    const signed = readLetter(reader, kind);
    return reader.isAtEnd && signed !== null ? ok(signed) : err('malformed');
  } catch {
    return err('malformed');
  }
}

function readLetter(reader: ByteReader, kind: PigeonLetter['kind']): SignedLetter | null {
  const id = bytesToHex(reader.take(ID_BYTES));
  const untilMs = reader.uint32() * SECOND_MS;
  const from = bytesToHex(reader.take(KEY_BYTES));
  const name = reader.text(MAX_NAME_BYTES);
  const description = readDescription(reader);
  const signature = bytesToHex(reader.take(SIGNATURE_BYTES));
  if (!isValidName(name) || description === null) return null;
  return { letter: { kind, id, from, name, untilMs, description }, signature };
}

function readDescription(reader: ByteReader): PigeonDescription | null {
  const [ufrag, pwd] = [reader.text(), reader.text()];
  const pairs = Array.from(reader.take(FINGERPRINT_BYTES), (byte) =>
    bytesToHex(Uint8Array.of(byte)),
  );
  const count = reader.byte();
  if (!UFRAG.test(ufrag) || !PWD.test(pwd) || count > MAX_PIGEON_CANDIDATES) return null;
  const candidates = Array.from({ length: count }, () => readCandidate(reader));
  const known = candidates.filter((each) => each !== null);
  if (known.length !== count) return null;
  return { ufrag, pwd, fingerprint: pairs.join(':').toUpperCase(), candidates: known };
}

function packCandidate({ type, address, port }: PigeonCandidate): readonly number[] {
  const packed = writeAddress(address);
  if (packed === null) throw new Error('This address has no packed form');
  const head = (packed.family << FAMILY_SHIFT) | TYPES.indexOf(type);
  return [head, ...packed.bytes, port >> 8, port & 0xff];
}

function readCandidate(reader: ByteReader): PigeonCandidate | null {
  const head = reader.byte();
  const type = TYPES.at(head & TYPE_MASK);
  const address = readAddress(head >> FAMILY_SHIFT, (count) => reader.take(count));
  const port = (reader.byte() << 8) | reader.byte();
  return type === undefined || address === null || port < MIN_PORT ? null : { type, address, port };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function withLength(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 0xff) throw new Error('This is too long for a letter');
  return Uint8Array.of(bytes.length, ...bytes);
}

/** Throws past the end. */
class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  take(count: number): Uint8Array {
    const end = this.at + count;
    if (end > this.bytes.length) throw new RangeError('There is no more');
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    return part;
  }

  byte(): number {
    return this.take(1)[0];
  }

  uint32(): number {
    const part = this.take(4);
    return new DataView(part.buffer, part.byteOffset, part.length).getUint32(0);
  }

  /** UTF-8, behind its length. */
  text(maxBytes = 0xff): string {
    const length = this.byte();
    if (length > maxBytes) throw new RangeError('This is too long');
    return decodeUtf8(this.take(length));
  }
}

/** Strictly: throws where two sequences of bytes would be the same text. */
function decodeUtf8(bytes: Uint8Array): string {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return decodeURIComponent(escaped);
}
