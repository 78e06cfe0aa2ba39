/** RFC 9285: the characters of the alphanumeric mode of QR codes, in its order. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = ALPHABET.length;
const BYTE_VALUES = 256;
const PAIR_CHARS = 3;
const LAST_CHARS = 2;

/** Bytes as text that a QR code holds in two thirds of the room. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const first = bytes.at(at) ?? 0;
    const second = bytes.at(at + 1);
    text +=
      second === undefined
        ? digits(first, LAST_CHARS)
        : digits(first * BYTE_VALUES + second, PAIR_CHARS);
  }
  return text;
}

/** The bytes that `text` stands for; `null`: it stands for none. */
export function fromBase45(text: string): Uint8Array | null {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += PAIR_CHARS) {
    const part = text.slice(at, at + PAIR_CHARS);
    const value = valueOf(part);
    const isPair = part.length === PAIR_CHARS;
    const limit = isPair ? BYTE_VALUES * BYTE_VALUES : BYTE_VALUES;
    if (value === null || part.length < LAST_CHARS || value >= limit) return null;
    if (isPair) bytes.push(Math.floor(value / BYTE_VALUES));
    bytes.push(value % BYTE_VALUES);
  }
  return Uint8Array.from(bytes);
}

/** The least significant first. */
function digits(value: number, count: number): string {
  let [rest, text] = [value, ''];
  for (let digit = 0; digit < count; digit++) {
    text += ALPHABET.charAt(rest % BASE);
    rest = Math.floor(rest / BASE);
  }
  return text;
}

function valueOf(part: string): number | null {
  let value = 0;
  for (const character of Array.from(part).reverse()) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return null;
    value = value * BASE + digit;
  }
  return value;
}
