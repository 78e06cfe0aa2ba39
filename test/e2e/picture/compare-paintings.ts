import type { Picture, PictureSnapshot } from '../../../src/renderer/terminal/picture';

/** How two pictures of the same frames differ. */
export interface PaintingDifference {
  /** Cells whose glyph or colours are not the same. */
  readonly cells: number;
  /** Of all channels of all pixels, in levels of 255. */
  readonly meanLevels: number;
  readonly maxLevels: number;
  /** Different colours in the first: 1 = it shows nothing. */
  readonly colours: number;
}

/** Null as long as one of them shows nothing, or they are of different sizes. */
export async function comparePaintings(
  one: Picture,
  other: Picture,
): Promise<PaintingDifference | null> {
  const snapshots = await Promise.all([one.snapshot(), other.snapshot()]);
  const pixels = await Promise.all([pixelsOf(one), pixelsOf(other)]);
  const [cellsA, cellsB] = snapshots;
  const [a, b] = pixels;
  if (!cellsA || !cellsB || !a || a.length !== b?.length) return null;
  let sum = 0;
  let maxLevels = 0;
  for (let at = 0; at < a.length; at++) {
    const levels = Math.abs(a[at] - b[at]);
    sum += levels;
    maxLevels = Math.max(maxLevels, levels);
  }
  const colours = new Set(new Uint32Array(a.buffer)).size;
  return {
    cells: differentCells(cellsA, cellsB),
    meanLevels: sum / a.length,
    maxLevels,
    colours,
  };
}

function differentCells({ cells: a }: PictureSnapshot, { cells: b }: PictureSnapshot): number {
  let count = 0;
  for (let cell = 0; cell < a.glyphs.length; cell++) {
    const isSame =
      a.glyphs[cell] === b.glyphs[cell] &&
      a.foreground[cell] === b.foreground[cell] &&
      a.background[cell] === b.background[cell];
    if (!isSame) count++;
  }
  return count;
}

async function pixelsOf(picture: Picture): Promise<Uint8ClampedArray | null> {
  const blob = await picture.png();
  if (!blob) return null;
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}
