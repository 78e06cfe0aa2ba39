import { builtInAtlas, PRINTABLE_ASCII } from '../built-in-atlas';
import { type DuotoneTable, duotoneTable, SHARE_BITS, SLOPE_BITS } from '../duotone-table';
import type { GlyphAtlas } from '../glyph-atlas';
import { packYuv } from '../luma';
import { cellChroma, LUMA_PER_CELL, type SampleGrid } from '../sample-grid';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';

/** Cells whose luma spans less are one colour: letters there would only show the noise. */
export const FLAT_LEVELS = 6;

const SPACE = 0x20;
const ONE = 1 << SHARE_BITS;

/** Two colours to a cell, and the letter between them that has the shape of what is there. */
export const duotone: Style = { glyphs: PRINTABLE_ASCII, createKernel };

function createKernel(atlas: GlyphAtlas = builtInAtlas()): StyleKernel {
  const table = duotoneTable(atlas);
  const reciprocals = rangeReciprocals();
  const pair = { ink: 0, paper: 0 };
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      const u = cellChroma(samples.u, cell) - 128;
      const v = cellChroma(samples.v, cell) - 128;
      const glyph = matchGlyph(samples.luma, cell * LUMA_PER_CELL, table, reciprocals);
      if (glyph < 0) {
        const flat = packYuv(lumaSum(samples, cell) >> 3, u, v);
        writeCell(cells, cell, SPACE, flat, flat);
        continue;
      }
      fitLumas(samples, cell, glyph, table, pair);
      const ink = packYuv(pair.ink, u, v);
      writeCell(cells, cell, table.codePoints[glyph], ink, packYuv(pair.paper, u, v));
    }
  };
}

/** 65536 * 4 / (range + 1), rounded down: a multiplication in place of each sample's division. */
export function rangeReciprocals(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, range) => Math.floor(0x4_0000 / (range + 1)));
}

/** Place in the table of the glyph for the 8 samples from `at`; -1 where they are all but one. */
function matchGlyph(
  luma: Uint8Array,
  at: number,
  { glyphOfPattern }: DuotoneTable,
  reciprocals: Int32Array,
): number {
  let low = 255;
  let high = 0;
  for (let sample = at; sample < at + LUMA_PER_CELL; sample++) {
    const value = luma[sample];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high - low < FLAT_LEVELS) return -1;
  const reciprocal = reciprocals[high - low];
  let pattern = 0;
  for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
    pattern |= (((luma[at + sample] - low) * reciprocal) >> 16) << (2 * sample);
  }
  return glyphOfPattern[pattern];
}

/** Sum of the 8 samples plus half their number: `>> 3` rounds it. */
function lumaSum({ luma }: SampleGrid, cell: number): number {
  let sum = LUMA_PER_CELL / 2;
  const at = cell * LUMA_PER_CELL;
  for (let sample = at; sample < at + LUMA_PER_CELL; sample++) sum += luma[sample];
  return sum;
}

/**
 * Luma of ink and paper by least squares. Where one of them would leave 0..255 it stops there, and
 * the other is set so that the cell as a whole keeps its brightness.
 */
function fitLumas(
  samples: SampleGrid,
  cell: number,
  glyph: number,
  { slopes, shares }: DuotoneTable,
  pair: { ink: number; paper: number },
): void {
  const { luma } = samples;
  const [at, from] = [cell * LUMA_PER_CELL, glyph * LUMA_PER_CELL];
  let slope = 0;
  for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
    slope += luma[at + sample] * slopes[from + sample];
  }
  // In 1/8 level from here on.
  const mean = lumaSum(samples, cell) - LUMA_PER_CELL / 2;
  const share = shares[glyph];
  const rest = ONE - share;
  const step = slope >> (SLOPE_BITS - 3);
  let ink = clamp(mean + ((step * rest) >> SHARE_BITS));
  let paper = Math.trunc((mean * ONE - ink * share) / rest);
  if (paper < 0 || paper > WHITE) {
    paper = clamp(paper);
    ink = clamp(Math.trunc((mean * ONE - paper * rest) / share));
  }
  pair.ink = (ink + 4) >> 3;
  pair.paper = (paper + 4) >> 3;
}

/** In 1/8 level. */
const WHITE = 255 * 8;

function clamp(value: number): number {
  return value < 0 ? 0 : value > WHITE ? WHITE : value;
}
