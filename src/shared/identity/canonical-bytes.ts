import { utf8ToBytes } from '@noble/hashes/utils.js';

const LENGTH_BYTES = 4;

/**
 * Fields as bytes in exactly one way: each behind its length, a big-endian number of 32 bits, so
 * that no two lists of fields come to the same bytes. Numbers are written in decimal, texts in
 * UTF-8.
 * @param context What the bytes are for, with its version: what is signed for one thing says
 *   nothing about another.
 */
export function canonicalBytes(
  context: string,
  fields: readonly (string | number | Uint8Array)[],
): Uint8Array<ArrayBuffer> {
  const parts = [context, ...fields].map((field) =>
    field instanceof Uint8Array ? field : utf8ToBytes(String(field)),
  );
  const size = parts.reduce((sum, part) => sum + LENGTH_BYTES + part.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const part of parts) {
    view.setUint32(offset, part.length);
    bytes.set(part, offset + LENGTH_BYTES);
    offset += LENGTH_BYTES + part.length;
  }
  return bytes;
}
