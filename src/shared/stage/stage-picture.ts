/** A piece of the stage's text, and the cell at which it begins. */
export interface StageText {
  readonly row: number;
  readonly col: number;
  readonly text: string;
}

/** `glyphs` of a cell where there is no picture. */
export const NO_PICTURE = 0xffff;
/** `ink` or `paper` of a cell in the terminal's own; all others are xterm's colours 16 to 255. */
export const OWN = 0;

/**
 * The stage at one moment, for people who are not on it: pictures as cells and text as text, so
 * that both can be shown in fewer cells than they have here. Row-major, `cols * rows` entries.
 */
export interface StagePicture {
  readonly cols: number;
  readonly rows: number;
  /** UTF-16 of characters one cell wide, or NO_PICTURE. */
  readonly glyphs: Uint16Array;
  readonly ink: Uint8Array;
  readonly paper: Uint8Array;
  /** Beside the pictures. */
  readonly texts: readonly StageText[];
}

export function createStagePicture(
  cols: number,
  rows: number,
  texts: readonly StageText[] = [],
): StagePicture {
  const length = cols * rows;
  return {
    cols,
    rows,
    glyphs: new Uint16Array(length).fill(NO_PICTURE),
    ink: new Uint8Array(length),
    paper: new Uint8Array(length),
    texts,
  };
}
