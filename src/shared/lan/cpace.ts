import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';

// CPace (draft-irtf-cfrg-cpace, CPACE-RISTR255-SHA512): two who know the same phrase come to the
// same key, and whoever does not know it has one guess for each run in which they take part. What
// goes over the wire is a random point either way: nothing in it tells a right guess from a wrong
// one, so that recording it is of no use.

const DSI = utf8ToBytes('CPaceRistretto255');
const DSI_ISK = utf8ToBytes('CPaceRistretto255_ISK');
/** The block of SHA-512, into which domain and phrase are padded. */
const BLOCK_BYTES = 128;
/** Bits above the order of the group are cleared, as section 8.3 has it. */
const TOP_BYTE = 31;
const TOP_MASK = 0x0f;

export const CPACE_SHARE_BYTES = 32;
export const CPACE_SESSION_BYTES = 16;

export interface CpaceInputs {
  readonly phrase: Uint8Array;
  /** What the key is for, and between whom. */
  readonly channel: Uint8Array;
  /** Chance of the initiator's, for this run alone. */
  readonly session: Uint8Array;
}

/** One end of a run. */
export interface CpaceRun {
  /** To be sent to the other end. */
  readonly share: Uint8Array;
  /** 64 bytes; `null`: that is no share, and the run is over. */
  finish(theirs: Uint8Array): Uint8Array | null;
}

/** @param scalar 32 bytes of chance; tests bring their own, as they do `extra` (ADa and ADb). */
export function startCpace(
  role: 'initiator' | 'responder',
  { phrase, channel, session }: CpaceInputs,
  scalar = randomBytes(32),
  extra: { readonly own: Uint8Array; readonly theirs: Uint8Array } = NO_EXTRA,
): CpaceRun {
  const bytes = Uint8Array.from(scalar);
  bytes[TOP_BYTE] &= TOP_MASK;
  const secret = ristretto255.Point.Fn.create(bytesToNumberLE(bytes));
  const share = generator(phrase, channel, session).multiply(secret).toBytes();
  return {
    share,
    finish(theirs) {
      const product = multiplied(theirs, secret);
      if (product === null) return null;
      const own = lengthValues(share, extra.own);
      const other = lengthValues(theirs, extra.theirs);
      const transcript = role === 'initiator' ? [own, other] : [other, own];
      return sha512(concatBytes(lengthValues(DSI_ISK, session, product), ...transcript));
    },
  };
}

const NO_EXTRA = { own: new Uint8Array(), theirs: new Uint8Array() };

type Point = InstanceType<typeof ristretto255.Point>;

function generator(phrase: Uint8Array, channel: Uint8Array, session: Uint8Array): Point {
  const used = 1 + lengthValues(DSI, phrase).length;
  const padding = new Uint8Array(Math.max(0, BLOCK_BYTES - used));
  const hashed = sha512(lengthValues(DSI, phrase, padding, channel, session));
  const point = ristretto255_hasher.deriveToCurve?.(hashed);
  if (point === undefined) throw new Error('no map to ristretto255');
  return point;
}

/** `null`: no point of the group, or the one that gives every secret away. */
function multiplied(encoded: Uint8Array, secret: bigint): Uint8Array | null {
  try {
    const point = ristretto255.Point.fromBytes(encoded);
    if (point.is0()) return null;
    const product = point.multiply(secret);
    return product.is0() ? null : product.toBytes();
  } catch {
    return null;
  }
}

/** Each part behind its length, in LEB128. */
function lengthValues(...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...parts.flatMap((part) => [leb128(part.length), part]));
}

function leb128(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) + 0x80);
  bytes.push(left);
  return Uint8Array.from(bytes);
}
