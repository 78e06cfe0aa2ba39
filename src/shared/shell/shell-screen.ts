/** A screen's sides, in cells. */
export interface ShellSize {
  readonly cols: number;
  readonly rows: number;
}

/** More than anybody reads beside a face; a side fits into a byte of the wire. */
export const MAX_SHELL_COLS = 240;
export const MAX_SHELL_ROWS = 100;
export const MIN_SHELL_COLS = 20;
export const MIN_SHELL_ROWS = 4;
/** What every program expects of a terminal that says nothing else. */
export const USUAL_SHELL_SIZE: ShellSize = { cols: 80, rows: 24 };

/** A colour that the viewer's own theme decides. */
export const OWN_COLOUR = 0;
/** Before the three bytes of a colour of its own. */
const RGB_BIT = 0x100_0000;
const PALETTE_SIZE = 256;

/** OWN_COLOUR, entry `n` of xterm's palette as `n + 1`, or RGB_BIT and 0xRRGGBB. */
export type ShellColour = number;

export function paletteEntry(index: number): ShellColour {
  return index + 1;
}

export function rgbColour(rgb: number): ShellColour {
  return RGB_BIT | rgb;
}

/** 0..255, or `null`: it is no entry of the palette. */
export function entryOf(colour: ShellColour): number | null {
  return colour >= 1 && colour <= PALETTE_SIZE ? colour - 1 : null;
}

/** 0xRRGGBB, or `null`: it is the theme's or the palette's. */
export function rgbOf(colour: ShellColour): number | null {
  return colour >= RGB_BIT ? colour - RGB_BIT : null;
}

/** How a cell's character is written, as bits. */
export const MARK = {
  bold: 1,
  dim: 2,
  italic: 4,
  underline: 8,
  inverse: 16,
  strike: 32,
  invisible: 64,
} as const;
export const ALL_MARKS = 127;

/** Text of a cell that the wide character to its left covers. */
export const COVERED = '';
export const BLANK = ' ';

export interface ShellCursor {
  readonly col: number;
  readonly row: number;
  readonly isVisible: boolean;
}

const HOME: ShellCursor = { col: 0, row: 0, isVisible: true };

/**
 * What a terminal shows: row-major, `cols * rows` entries each, written in place. A text is one
 * character as readers count them, and never a control.
 */
export interface ShellScreen extends ShellSize {
  readonly texts: string[];
  readonly inks: Uint32Array;
  readonly papers: Uint32Array;
  readonly marks: Uint8Array;
  cursor: ShellCursor;
}

/** A cleared screen. */
export function createShellScreen({ cols, rows }: ShellSize): ShellScreen {
  const length = cols * rows;
  return {
    cols,
    rows,
    texts: new Array<string>(length).fill(BLANK),
    inks: new Uint32Array(length),
    papers: new Uint32Array(length),
    marks: new Uint8Array(length),
    cursor: HOME,
  };
}

export function isSameShellCell(one: ShellScreen, other: ShellScreen, cell: number): boolean {
  return isSameAcross(one, cell, other, cell);
}

/** The same between a cell of one screen and one that may be elsewhere on the other. */
export function isSameAcross(
  one: ShellScreen,
  cell: number,
  other: ShellScreen,
  otherCell: number,
): boolean {
  return (
    one.texts[cell] === other.texts[otherCell] &&
    one.inks[cell] === other.inks[otherCell] &&
    one.papers[cell] === other.papers[otherCell] &&
    one.marks[cell] === other.marks[otherCell]
  );
}

export function copyShellCell(
  from: ShellScreen,
  cell: number,
  to: ShellScreen,
  toCell: number,
): void {
  to.texts[toCell] = from.texts[cell];
  to.inks[toCell] = from.inks[cell];
  to.papers[toCell] = from.papers[cell];
  to.marks[toCell] = from.marks[cell];
}

function blankShellCell(screen: ShellScreen, cell: number): void {
  screen.texts[cell] = BLANK;
  screen.inks[cell] = OWN_COLOUR;
  screen.papers[cell] = OWN_COLOUR;
  screen.marks[cell] = 0;
}

export function isSameCursor(one: ShellCursor, other: ShellCursor): boolean {
  return one.col === other.col && one.row === other.row && one.isVisible === other.isVisible;
}

/** Some rows of a screen: for scrolling, see `moveShellRows`. */
export interface RowSpan {
  readonly top: number;
  /** Included. */
  readonly bottom: number;
}

/** Moves the rows of `span` up by so many (below 0: down); what comes in is blank. */
export function moveShellRows(screen: ShellScreen, { top, bottom }: RowSpan, by: number): void {
  const { cols, texts, inks, papers, marks } = screen;
  const height = bottom - top + 1;
  const kept = height - Math.min(height, Math.abs(by));
  const from = by > 0 ? top + by : top;
  const to = by > 0 ? top : top - by;
  if (kept > 0) {
    for (const cells of [inks, papers, marks]) {
      cells.copyWithin(to * cols, from * cols, (from + kept) * cols);
    }
    copyTexts(texts, { to: to * cols, from: from * cols, count: kept * cols });
  }
  const firstBlank = by > 0 ? top + kept : top;
  const end = (firstBlank + height - kept) * cols;
  for (let cell = firstBlank * cols; cell < end; cell++) blankShellCell(screen, cell);
}

/** `copyWithin` looks at each place of a plain array several times. */
function copyTexts(
  texts: string[],
  { to, from, count }: { readonly to: number; readonly from: number; readonly count: number },
): void {
  if (to < from) for (let at = 0; at < count; at++) texts[to + at] = texts[from + at];
  else for (let at = count - 1; at >= 0; at--) texts[to + at] = texts[from + at];
}

/** The text of a row, without the blanks at its end. */
export function shellRowText({ texts, cols }: ShellScreen, row: number): string {
  return texts
    .slice(row * cols, (row + 1) * cols)
    .join('')
    .trimEnd();
}

/** All rows, without the empty ones at the end. */
export function shellText(screen: ShellScreen): string {
  const rows = Array.from({ length: screen.rows }, (_, row) => shellRowText(screen, row));
  return rows.join('\n').trimEnd();
}
