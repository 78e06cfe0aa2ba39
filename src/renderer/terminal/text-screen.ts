import { clipToCells } from '../../shared/text/cell-width';
import { COLOURS } from './terminal-theme';
import { toVisualOrder } from './visual-order';

export type TextStyle =
  'plain' | 'dim' | 'bright' | 'title' | 'accent' | 'good' | 'warn' | 'inverse' | 'speaking';

/** One piece of text on the screen: it starts at a cell and does not wrap. */
export interface TextRun {
  /** From the left, 0-based. */
  readonly col: number;
  /** From the top, 0-based. */
  readonly row: number;
  readonly text: string;
  readonly style: TextStyle;
  /** `#rrggbb`, in place of the style's own. */
  readonly colour?: string;
  /** Part of a drawing: of no use to somebody who hears the screen instead of seeing it. */
  readonly isDrawing?: boolean;
}

const CSI = '\x1b[';

/**
 * The alternate screen, cursor off, no wrapping at the right edge: sent once. The usual screen
 * wraps its lines again in a narrower window, and may end up scrolled by one, even without a
 * scrollback.
 */
export const SCREEN_SETUP = `${CSI}?1049h${CSI}?25l${CSI}?7l`;

/** Select Graphic Rendition (ECMA-48 8.3.117), with 24-bit foregrounds. */
const SGR: Readonly<Record<TextStyle, string>> = {
  plain: '0',
  dim: `0;${foreground(COLOURS.dim)}`,
  bright: `0;${foreground(COLOURS.bright)}`,
  title: `0;1;${foreground(COLOURS.accent)}`,
  accent: `0;${foreground(COLOURS.chat)}`,
  good: `0;${foreground(COLOURS.accent)}`,
  warn: `0;${foreground(COLOURS.warm)}`,
  inverse: '0;7',
  speaking: `0;1;7;${foreground(COLOURS.accent)}`,
};

function foreground(hex: string): string {
  const rgb = Number.parseInt(hex.slice(1), 16);
  return `38;2;${rgb >> 16};${(rgb >> 8) & 0xff};${rgb & 0xff}`;
}

/**
 * The whole screen as one string: cleared, then every run at its place, within one synchronised
 * update (DECSET 2026), so that a half-written screen is never seen. Runs outside the screen are
 * left out, longer ones are cut at its right edge.
 */
export function composeScreen(runs: readonly TextRun[], cols: number, rows: number): string {
  const written = runs.map((run) => composeRun(run, cols, rows)).join('');
  return `${CSI}?2026h${CSI}0m${CSI}H${CSI}2J${written}${CSI}0m${CSI}?2026l`;
}

/** What a screen reader is to say of the screen: its rows from the top, without drawings. */
export function spokenRows(runs: readonly TextRun[]): string[] {
  const rows = new Map<number, TextRun[]>();
  for (const run of runs) {
    if (run.isDrawing !== true) rows.set(run.row, [...(rows.get(run.row) ?? []), run]);
  }
  return [...rows.entries()]
    .sort(([one], [other]) => one - other)
    .map(([, row]) => {
      const inOrder = [...row].sort((one, other) => one.col - other.col);
      return inOrder.map(({ text }) => dropControls(text).trim()).join(' ');
    });
}

/** A run as it is read off cells that are filled from left to right. */
export function visibleText(text: string): string {
  return toVisualOrder(dropControls(text));
}

function composeRun(
  { col, row, text, style, colour }: TextRun,
  cols: number,
  rows: number,
): string {
  if (row < 0 || row >= rows || col < 0 || col >= cols) return '';
  const clipped = clipToCells(visibleText(text), cols - col);
  const sgr = colour === undefined ? SGR[style] : `${SGR[style]};${foreground(colour)}`;
  return `${CSI}${row + 1};${col + 1}H${CSI}${sgr}m${clipped}`;
}

/**
 * The last line of defence: whatever went wrong before, no text can give the terminal a command.
 * Text was made presentable on its way in (shared/text/sanitise); here controls only vanish.
 */
function dropControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '');
}
