import { OWN_COLOUR } from './terminal-colour';

/** Glyph of a cell that a wide character to its left covers. */
export const COVERED = 0;

const SPACE = 0x20;

/** What a terminal shows: CellGrid in its colours. Row-major, `cols * rows` entries each. */
export interface TerminalCells {
  readonly cols: number;
  readonly rows: number;
  readonly glyphs: Uint16Array;
  /** TerminalColour each; OWN_COLOUR under a space, which shows none. */
  readonly ink: Uint16Array;
  readonly paper: Uint16Array;
}

/** A cleared screen. */
export function createTerminalCells(cols: number, rows: number): TerminalCells {
  const length = cols * rows;
  return {
    cols,
    rows,
    glyphs: new Uint16Array(length).fill(SPACE),
    ink: new Uint16Array(length).fill(OWN_COLOUR),
    paper: new Uint16Array(length).fill(OWN_COLOUR),
  };
}

/** Whether nothing but paper shows. */
export function isSolid({ glyphs }: TerminalCells, cell: number): boolean {
  return glyphs[cell] === SPACE;
}

export function isSameCell(a: TerminalCells, b: TerminalCells, cell: number): boolean {
  return (
    a.glyphs[cell] === b.glyphs[cell] &&
    a.ink[cell] === b.ink[cell] &&
    a.paper[cell] === b.paper[cell]
  );
}

/** Makes `to` show what `from` does; they are of one size. */
export function copyTerminalCells(from: TerminalCells, to: TerminalCells): void {
  to.glyphs.set(from.glyphs);
  to.ink.set(from.ink);
  to.paper.set(from.paper);
}
