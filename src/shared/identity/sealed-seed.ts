import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex, concatBytes, hexToBytes, randomBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../base/result';

/** Bytes of the seed of an Ed25519 key (RFC 8032). */
export const SEED_BYTES = 32;
export const MIN_PASSPHRASE_CHARS = 8;
export const MAX_PASSPHRASE_CHARS = 1_000;
/** A sealed key is about 250 characters long; what somebody pasted may be anything. */
export const MAX_SEALED_CHARS = 4_000;

const BEGIN = '-----BEGIN WEBCRT IDENTITY-----';
const END = '-----END WEBCRT IDENTITY-----';
/** Hexadecimal digits, which survive every mail program, in lines of 60. */
const LINES = /.{1,60}/g;
const VERSION = 1;
const SALT_BYTES = 16;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
const HEADER_BYTES = 2;
const KEY_BYTES = 32;
const SEALED_BYTES = HEADER_BYTES + SALT_BYTES + NONCE_BYTES + SEED_BYTES + TAG_BYTES;
/**
 * scrypt's cost as a power of two, with r = 8 and p = 1: 128 MiB and about a second a guess, as
 * OWASP has it at least.
 */
const COST_LOG2 = 17;
const BLOCK_SIZE = 8;
/** A file from elsewhere must not ask for gigabytes. */
const MIN_COST_LOG2 = 10;
const MAX_COST_LOG2 = 18;

/** Why a sealed key was not opened. */
export type UnsealFailure =
  /** It is none, or not all of one. */
  | 'malformed'
  /** A later program sealed it. */
  | 'too-new'
  /** ... or somebody changed it. */
  | 'wrong-passphrase';

/**
 * The seed of a key as text that may be kept anywhere: sealed by scrypt of the passphrase and
 * XChaCha20-Poly1305, with the cost in its head.
 * @param costLog2 10 to 18: what opening it takes.
 */
export async function sealSeed(
  seed: Uint8Array,
  passphrase: string,
  costLog2 = COST_LOG2,
): Promise<string> {
  const header = Uint8Array.of(VERSION, costLog2);
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const key = await keyFor(passphrase, salt, costLog2);
  const sealed = xchacha20poly1305(key, nonce, header).encrypt(seed);
  const text = bytesToHex(concatBytes(header, salt, nonce, sealed));
  const lines = text.match(LINES) ?? [];
  return [BEGIN, ...lines, END, ''].join('\n');
}

/** The seed in `text`, which may have lost its line breaks, or have others around it. */
export async function unsealSeed(
  text: string,
  passphrase: string,
): Promise<Result<Uint8Array, UnsealFailure>> {
  const bytes = readArmour(text);
  if (bytes === null || bytes.length < HEADER_BYTES) return err('malformed');
  const [version, costLog2] = bytes;
  if (version > VERSION) return err('too-new');
  if (version !== VERSION || bytes.length !== SEALED_BYTES) return err('malformed');
  if (costLog2 < MIN_COST_LOG2 || costLog2 > MAX_COST_LOG2) return err('malformed');
  const header = bytes.slice(0, HEADER_BYTES);
  const salt = bytes.slice(HEADER_BYTES, HEADER_BYTES + SALT_BYTES);
  const sealedFrom = HEADER_BYTES + SALT_BYTES + NONCE_BYTES;
  const nonce = bytes.slice(HEADER_BYTES + SALT_BYTES, sealedFrom);
  const key = await keyFor(passphrase, salt, costLog2);
  try {
    return ok(xchacha20poly1305(key, nonce, header).decrypt(bytes.slice(sealedFrom)));
  } catch {
    return err('wrong-passphrase');
  }
}

/** One passphrase is one, on whatever keyboard it was typed. */
function keyFor(passphrase: string, salt: Uint8Array, costLog2: number): Promise<Uint8Array> {
  const cost = { N: 2 ** costLog2, r: BLOCK_SIZE, p: 1, dkLen: KEY_BYTES };
  return scryptAsync(passphrase.normalize('NFKC'), salt, cost);
}

function readArmour(text: string): Uint8Array | null {
  if (text.length > MAX_SEALED_CHARS) return null;
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin === -1 || end < begin) return null;
  const inner = text.slice(begin + BEGIN.length, end).replace(/\s/g, '');
  try {
    return hexToBytes(inner);
  } catch {
    return null;
  }
}
