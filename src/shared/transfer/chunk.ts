import { bytesToHex } from '@noble/hashes/utils.js';
import { CHUNK_BYTES } from './limits';

// A piece of a file on the channel: 8 bytes of the transfer's id, 8 of where in the file the piece
// belongs (big-endian), and the piece.

const ID_BYTES = 8;
const HEADER_BYTES = 16;
const BYTE_DIGITS = 2;
const HEX = 16;

export interface Chunk {
  /** 16 hexadecimal digits. */
  readonly id: string;
  /** Where it belongs, in bytes from the beginning. */
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function encodeChunk({ id, offset, bytes }: Chunk): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(HEADER_BYTES + bytes.length);
  for (let index = 0; index < ID_BYTES; index++) {
    const at = index * BYTE_DIGITS;
    message[index] = Number.parseInt(id.slice(at, at + BYTE_DIGITS), HEX);
  }
  new DataView(message.buffer).setBigUint64(ID_BYTES, BigInt(offset));
  message.set(bytes, HEADER_BYTES);
  return message;
}

/** `null`: too short, too long, or out of any file. */
export function decodeChunk(message: ArrayBuffer): Chunk | null {
  const { byteLength } = message;
  if (byteLength <= HEADER_BYTES || byteLength > HEADER_BYTES + CHUNK_BYTES) return null;
  const id = bytesToHex(new Uint8Array(message, 0, ID_BYTES));
  const offset = Number(new DataView(message).getBigUint64(ID_BYTES));
  if (!Number.isSafeInteger(offset)) return null;
  return { id, offset, bytes: new Uint8Array(message, HEADER_BYTES) };
}
