import { nearestPaletteIndex, paletteColour } from './palette-256';

/** What a terminal can show. 'none': no colours, but ink and paper can be swapped. */
export type ColourDepth = 'none' | '16' | '256' | 'truecolour';

/**
 * What a terminal is told: 'numbers' as '256', where the colours of the cells are numbers of
 * xterm's palette [16 - 255] already.
 */
export type DeltaDepth = ColourDepth | 'numbers';

/** xterm's first 16 colours. Users change theirs; the nearest of these is nearest there as well. */
const XTERM_16 = [
  ...[0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5],
  ...[0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff],
];

/** Five bits of each channel. */
const TABLE_COLOURS = 0x8000;
/** The middle of what one entry of the table stands for. */
const HALF_STEP = 0x04_04_04;

/** The place of 0xRRGGBB in what `paletteTable` gives. */
export function tableIndex(rgb: number): number {
  return ((rgb >> 9) & 0x7c00) | ((rgb >> 6) & 0x3e0) | ((rgb >> 3) & 0x1f);
}

/** 0xRRGGBB of each of the terminal's colours, by number; of the first 16 as xterm has them. */
export function paletteColours(depth: '16' | '256'): Int32Array {
  return Int32Array.from({ length: depth === '16' ? 16 : 256 }, (_, index) =>
    index < 16 ? XTERM_16[index] : paletteColour(index),
  );
}

const tables = new Map<string, Uint8Array>();

/**
 * Of each 15-bit colour, the nearest of the terminal's: 0..15, or xterm's 16..255. Computed once;
 * not to be written to.
 */
export function paletteTable(depth: '16' | '256'): Uint8Array {
  const table = tables.get(depth) ?? computeTable(depth);
  tables.set(depth, table);
  return table;
}

function computeTable(depth: '16' | '256'): Uint8Array {
  const nearest = depth === '16' ? nearestOf16 : nearestPaletteIndex;
  return Uint8Array.from({ length: TABLE_COLOURS }, (_, index) => {
    const red = (index >> 10) << 19;
    const green = ((index >> 5) & 0x1f) << 11;
    return nearest((red | green | ((index & 0x1f) << 3)) + HALF_STEP);
  });
}

function nearestOf16(rgb: number): number {
  let nearest = 0;
  let least = Infinity;
  XTERM_16.forEach((colour, index) => {
    const distance = squared(rgb, colour, 16) + squared(rgb, colour, 8) + squared(rgb, colour, 0);
    if (distance >= least) return;
    least = distance;
    nearest = index;
  });
  return nearest;
}

function squared(one: number, other: number, shift: number): number {
  return (((one >> shift) & 0xff) - ((other >> shift) & 0xff)) ** 2;
}
