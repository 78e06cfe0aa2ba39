// Graphemes that are no single 16-bit character, in memory that WebAssembly reads as well: of each
// its length in bytes, and its UTF-8.

export const TEXT_BYTES = 32;
export const TEXT_COUNT = 2048;
/** U+FFFD. */
export const UNKNOWN_TEXT = [0xef, 0xbf, 0xbd];

/** @throws RangeError when there is no such `number`. */
export function putGlyphText(texts: Uint8Array, number: number, text: string): void {
  if (!Number.isInteger(number) || number < 0 || number >= TEXT_COUNT)
    throw new RangeError(`A text has a number of 0..${TEXT_COUNT - 1}, not ${number}`);
  const bytes = utf8(text);
  const at = number * TEXT_BYTES;
  texts[at] = bytes.length < TEXT_BYTES ? bytes.length : 0;
  if (bytes.length < TEXT_BYTES) texts.set(bytes, at + 1);
}

/** RFC 3629 section 3. */
function utf8(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    if (code < 0x800) return [0xc0 | (code >> 6), tail(code)];
    if (code < 0x1_0000) return [0xe0 | (code >> 12), tail(code >> 6), tail(code)];
    return [0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code)];
  });
}

function tail(code: number): number {
  return 0x80 | (code & 0x3f);
}
