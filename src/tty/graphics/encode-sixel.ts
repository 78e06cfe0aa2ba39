// Sixel data: DEC STD 070, chapter 9. Bands of six rows; in a band a colour after the other, each a
// row of characters that say by their bits which of the six pixels have it.

/** Pixels as places in a palette, row by row. */
export interface IndexedImage {
  readonly width: number;
  readonly height: number;
  readonly indices: Uint8Array;
}

/** Shares of the full light, 0 to 1. */
export interface PaletteColour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** What is not drawn stays as it is. */
const BEGIN = '\x1bP0;1;q';
const END = '\x1b\\';
const BAND_ROWS = 6;
const FIRST_CHARACTER = 63;
/** Below it a repetition is as short as what it repeats. */
const MIN_REPEATED = 4;
const PER_CENT = 100;

/** @param palette At most 256 colours. */
export function encodeSixel(image: IndexedImage, palette: readonly PaletteColour[]): string {
  const { width, height } = image;
  const isUsed = new Uint8Array(palette.length);
  for (const index of image.indices) isUsed[index] = 1;
  let text = `${BEGIN}"1;1;${width};${height}`;
  palette.forEach((colour, index) => {
    if (isUsed[index] === 1) text += definition(index, colour);
  });
  const bits = new Uint8Array(palette.length * width);
  for (let top = 0; top < height; top += BAND_ROWS) text += encodeBand(image, top, bits);
  return text + END;
}

function definition(index: number, { red, green, blue }: PaletteColour): string {
  const [r, g, b] = [red, green, blue].map((share) => Math.round(share * PER_CENT));
  return `#${index};2;${r};${g};${b}`;
}

/** @param bits A row for each colour, all 0; it is left so. */
function encodeBand(
  { width, height, indices }: IndexedImage,
  top: number,
  bits: Uint8Array,
): string {
  const used: number[] = [];
  const isUsed = new Uint8Array(bits.length / width);
  const rows = Math.min(BAND_ROWS, height - top);
  for (let row = 0; row < rows; row++) {
    const from = (top + row) * width;
    for (let col = 0; col < width; col++) {
      const index = indices[from + col];
      if (isUsed[index] === 0) used.push(index);
      isUsed[index] = 1;
      bits[index * width + col] |= 1 << row;
    }
  }
  let text = '';
  for (const index of used) {
    const row = bits.subarray(index * width, (index + 1) * width);
    text += `${text === '' ? '' : '$'}#${index}${encodeRow(row)}`;
    row.fill(0);
  }
  return `${text}-`;
}

/** Runs of the same; nothing for the blank ones at the end. */
function encodeRow(row: Uint8Array): string {
  let end = row.length;
  while (end > 0 && row[end - 1] === 0) end--;
  let text = '';
  for (let at = 0; at < end;) {
    let next = at + 1;
    while (next < end && row[next] === row[at]) next++;
    const character = String.fromCharCode(FIRST_CHARACTER + row[at]);
    const count = next - at;
    text += count < MIN_REPEATED ? character.repeat(count) : `!${count}${character}`;
    at = next;
  }
  return text;
}
