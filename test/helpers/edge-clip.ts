import { keptClip } from './kept-clip';
import { encodeY4m, type YuvFrame } from './y4m';

/**
 * How wide the mark along each edge is, as a share of that side: whoever cuts more has cut it off.
 */
const EDGE_SHARE = 0.08;
const BRIGHT = 235;
const DARK = 16;
const CHROMA_ZERO = 128;
const FPS = 15;
/** Of 255: between the mark and what is behind it there are 219. */
const CLEARLY_BRIGHTER = 80;

/** A dark picture with a bright mark along each of its four edges. */
function edgeFrame(widthPx: number, heightPx: number): YuvFrame {
  const luma = new Uint8Array(widthPx * heightPx).fill(BRIGHT);
  const left = Math.round(widthPx * EDGE_SHARE);
  const top = Math.round(heightPx * EDGE_SHARE);
  for (let y = top; y < heightPx - top; y++) {
    luma.fill(DARK, y * widthPx + left, (y + 1) * widthPx - left);
  }
  const chroma = new Uint8Array(luma.length / 4).fill(CHROMA_ZERO);
  return { widthPx, heightPx, y: luma, u: chroma, v: chroma };
}

/**
 * The path of a clip of such a picture, made on first use: a camera that has this one size only.
 */
export function edgeClip(widthPx: number, heightPx: number): string {
  return keptClip(`edges-${widthPx}x${heightPx}.y4m`, () => {
    const frame = edgeFrame(widthPx, heightPx);
    return encodeY4m([frame, frame], FPS);
  });
}

/** Which edges of a picture, as text, are brighter than its middle. */
export function brightEdges(
  text: string,
  ink: (character: string) => number,
): Record<'top' | 'right' | 'bottom' | 'left', boolean> {
  const rows = text.trimEnd().split('\n');
  const cols = Math.max(...rows.map((row) => Array.from(row).length));
  const cells = rows.map((row) => Array.from(row.padEnd(cols)).map(ink));
  const column = (index: number): number[] => cells.map((row) => row[index]);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = mean(cells[Math.floor(cells.length / 2)].slice(cols / 3, (cols * 2) / 3));
  const isBright = (values: readonly number[]): boolean => mean(values) > middle + CLEARLY_BRIGHTER;
  return {
    top: isBright(cells[0]),
    right: isBright(column(cols - 1)),
    bottom: isBright(cells[cells.length - 1]),
    left: isBright(column(0)),
  };
}

export const ALL_EDGES = { top: true, right: true, bottom: true, left: true };
