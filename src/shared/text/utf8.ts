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

/** The text that `bytes` are in UTF-8; `null`: they are no UTF-8 (RFC 3629). */
export function utf8Text(bytes: Uint8Array): string | null {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at];
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + length > bytes.length || (first >= 0x80 && first < 0xc2) || first > 0xf4) return null;
    let codePoint = length === 1 ? first : first & (0x7f >> length);
    for (let next = at + 1; next < at + length; next++) {
      if ((bytes[next] & 0xc0) !== 0x80) return null;
      codePoint = (codePoint << 6) | (bytes[next] & 0x3f);
    }
    if (codePointBytes(codePoint) !== length || codePoint > 0x10_ffff) return null;
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) return null;
    text += String.fromCodePoint(codePoint);
    at += length;
  }
  return text;
}
