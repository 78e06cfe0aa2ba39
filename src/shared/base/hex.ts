const HEX = 16;
const DIGITS = 2;

/** Bytes as hexadecimal digits, two each. */
export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(HEX).padStart(DIGITS, '0')).join('');
}
