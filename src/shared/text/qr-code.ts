import { encode } from 'uqr';

/** Light modules on every side, as ISO/IEC 18004 asks for: without them cameras find nothing. */
const QUIET_MODULES = 4;

/**
 * `text` as a QR code of half blocks, two rows of modules in each row of characters: a character is
 * as wide as a module, and twice as high. To be drawn dark on light, whatever else the colours are.
 * With the least correction of errors (7%), as a screen has none to speak of, and so as small as it
 * can be: 37 x 19 characters for an address of 50.
 *
 * @throws {Error} when `text` is longer than any code can hold (2,953 bytes).
 */
export function qrRows(text: string): readonly string[] {
  const { data, size } = encode(text, { ecc: 'L', border: QUIET_MODULES });
  return Array.from({ length: Math.ceil(size / 2) }, (_, row) => {
    const [upper, lower] = [data[2 * row], data[2 * row + 1] ?? []];
    return Array.from({ length: size }, (_each, column) =>
      halfBlock(upper[column] ?? false, lower[column] ?? false),
    ).join('');
  });
}

function halfBlock(isUpperDark: boolean, isLowerDark: boolean): string {
  if (isUpperDark) return isLowerDark ? '█' : '▀';
  return isLowerDark ? '▄' : ' ';
}
