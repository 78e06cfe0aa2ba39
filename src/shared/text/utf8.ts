/** Bytes of one code point in UTF-8; a lone surrogate counts as the U+FFFD that it is sent as. */
function codePointBytes(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x1_0000 ? 3 : 4;
}

/** How many bytes `text` takes in UTF-8 (`TextEncoder` is not part of the language). */
export function utf8ByteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += codePointBytes(character.codePointAt(0) ?? 0);
  return bytes;
}
