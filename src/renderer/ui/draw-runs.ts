import { type CellGrid, NO_BACKGROUND } from '../../shared/ascii/cells';
import { OWN_INK } from '../../shared/ascii/terminal-colour';
import { drawText } from '../../shared/recording/draw-text-row';
import type { TextGlyphs } from '../../shared/recording/text-glyphs';
import type { TextRun, TextStyle } from '../terminal/terminal-surface';
import { visibleText } from '../terminal/text-screen';
import { COLOURS } from '../terminal/terminal-theme';

interface CellColours {
  readonly ink: number;
  readonly paper: number;
}

const GROUND = rgbOf(COLOURS.ground);

/** As xterm shows them in the window. */
const STYLES: Readonly<Record<TextStyle, CellColours>> = {
  plain: { ink: OWN_INK, paper: NO_BACKGROUND },
  dim: onNothing(COLOURS.dim),
  bright: onNothing(COLOURS.bright),
  title: onNothing(COLOURS.accent),
  accent: onNothing(COLOURS.chat),
  good: onNothing(COLOURS.accent),
  warn: onNothing(COLOURS.warm),
  inverse: { ink: GROUND, paper: rgbOf(COLOURS.text) },
  speaking: { ink: GROUND, paper: rgbOf(COLOURS.accent) },
};

/** Draws text into cells; what lies outside is left out. */
export function drawRuns(runs: readonly TextRun[], into: CellGrid, glyphs: TextGlyphs): void {
  for (const run of runs) drawRun(run, into, glyphs);
}

function drawRun(
  { col, row, text, style, colour }: TextRun,
  into: CellGrid,
  glyphs: TextGlyphs,
): void {
  const { cols, rows } = into;
  if (row < 0 || row >= rows || col < 0 || col >= cols) return;
  const start = row * cols + col;
  const line = into.glyphs.subarray(start, (row + 1) * cols);
  const end = start + drawText(visibleText(text), line, glyphs);
  const { ink, paper } = STYLES[style];
  into.foreground.fill(colour === undefined ? ink : rgbOf(colour), start, end);
  into.background.fill(paper, start, end);
}

function onNothing(colour: string): CellColours {
  return { ink: rgbOf(colour), paper: NO_BACKGROUND };
}

/** `#rrggbb` */
function rgbOf(colour: string): number {
  return Number.parseInt(colour.slice(1), 16);
}
