/** `background` of a cell that has none: what lies below shows through. */
export const NO_BACKGROUND = 0xff00_0000;

/**
 * A picture as text: the one currency between engine, painter, ANSI encoder, snapshots, selection
 * and tests. Row-major, `cols * rows` entries per array, allocated once and written in place: a
 * reader who wants to keep a frame copies it.
 */
export interface CellGrid {
  readonly cols: number;
  readonly rows: number;
  /** Code points of the Basic Multilingual Plane, one cell wide each. */
  readonly glyphs: Uint16Array;
  /** 0xRRGGBB, sRGB. */
  readonly foreground: Uint32Array;
  /** 0xRRGGBB, sRGB, or NO_BACKGROUND. */
  readonly background: Uint32Array;
  /** 1 where the cell differs from the frame before. */
  readonly dirty: Uint8Array;
}

export function createCellGrid(cols: number, rows: number): CellGrid {
  const length = cols * rows;
  return {
    cols,
    rows,
    glyphs: new Uint16Array(length).fill(0x20),
    foreground: new Uint32Array(length),
    background: new Uint32Array(length).fill(NO_BACKGROUND),
    dirty: new Uint8Array(length).fill(1),
  };
}

/** The text of a picture: rows separated by newlines, no escape codes, nothing trimmed. */
export function cellsToText(cells: CellGrid): string {
  const lines: string[] = [];
  for (let row = 0; row < cells.rows; row++) {
    const start = row * cells.cols;
    lines.push(String.fromCharCode(...cells.glyphs.subarray(start, start + cells.cols)));
  }
  return lines.join('\n');
}
