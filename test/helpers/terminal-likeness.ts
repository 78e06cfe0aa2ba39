import { nearestPaletteIndex, paletteColour } from '../../src/shared/ascii/palette-256';
import type { LumaFrame } from './fake-camera';
import { cellBrightness, pearson } from './picture-match';
import type { ScreenCell } from './terminal-screen';

/** What is behind everything else on the screen, and behind the status bar; in whatever colours. */
const GROUNDS = new Set([
  'own',
  ...[0x070b09, 0x16221b].flatMap((rgb) => [
    `#${rgb.toString(16).padStart(6, '0')}`,
    `p${nearestPaletteIndex(rgb)}`,
  ]),
]);
const MIN_SIDE = 4;
/** Those below belong to the user's theme. */
const FIRST_COLOUR = 16;
/** Of most letters: the share of a cell that is ink. */
const INK_SHARE = 0.25;

/**
 * How much what stands on a terminal is like one of `frames`: the best correlation of brightness by
 * cells, of the rectangle that has colours of its own; -1 where there is none.
 */
export function terminalLikeness(
  cells: readonly ScreenCell[],
  cols: number,
  frames: readonly LumaFrame[],
): number {
  const rows = Array.from({ length: cells.length / cols }, (_, row) =>
    cells.slice(row * cols, (row + 1) * cols),
  );
  // A row of a picture has such cells throughout: the plate of a name is shorter.
  const isPicture = (row: readonly ScreenCell[]): boolean =>
    row.filter(({ paper }) => !GROUNDS.has(paper)).length >= cols / 6;
  const shown = rows.filter(isPicture);
  if (shown.length < MIN_SIDE) return -1;
  const left = Math.min(...shown.map((row) => row.findIndex(isCoveredByPicture)));
  const right = Math.max(...shown.map((row) => row.findLastIndex(isCoveredByPicture)));
  const width = right + 1 - left;
  if (width < MIN_SIDE) return -1;
  const seen = shown.flatMap((row) => row.slice(left, right + 1).map(brightnessOf));
  return Math.max(
    ...frames.map((frame) => pearson(seen, cellBrightness(frame, width, shown.length))),
  );
}

function isCoveredByPicture({ paper }: ScreenCell): boolean {
  return !GROUNDS.has(paper);
}

function brightnessOf({ ink, paper }: ScreenCell): number {
  const below = lumaOf(paper);
  return ink === 'own' ? below : below + INK_SHARE * (lumaOf(ink) - below);
}

/** `#rrggbb`, or `p` and the number of one of xterm's colours; anything else is dark. */
function lumaOf(colour: string): number {
  const number = Number(/^p(\d+)$/.exec(colour)?.[1] ?? 0);
  if (!colour.startsWith('#') && number < FIRST_COLOUR) return 0;
  const rgb = number === 0 ? Number.parseInt(colour.slice(1), 16) : paletteColour(number);
  return 0.299 * (rgb >> 16) + 0.587 * ((rgb >> 8) & 0xff) + 0.114 * (rgb & 0xff);
}
