/** RFC 4648, section 5. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BITS_EACH = 6;
const BYTE_BITS = 8;

/** Bytes as text, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let [text, held, heldBits] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << BYTE_BITS) | byte;
    heldBits += BYTE_BITS;
    while (heldBits >= BITS_EACH) {
      heldBits -= BITS_EACH;
      text += ALPHABET.charAt(held >> heldBits);
      held &= (1 << heldBits) - 1;
    }
  }
  return heldBits === 0 ? text : text + ALPHABET.charAt(held << (BITS_EACH - heldBits));
}

/**
 * The bytes that `text` stands for; `null`: it stands for none, as it has a character of something
 * else, or bits left over.
 */
export function fromBase64url(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let [held, heldBits] = [0, 0];
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    held = (held << BITS_EACH) | value;
    heldBits += BITS_EACH;
    if (heldBits < BYTE_BITS) continue;
    heldBits -= BYTE_BITS;
    bytes.push(held >> heldBits);
    held &= (1 << heldBits) - 1;
  }
  return held === 0 && heldBits < BITS_EACH ? Uint8Array.from(bytes) : null;
}
