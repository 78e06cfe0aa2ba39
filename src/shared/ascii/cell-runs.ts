import { type CellGrid, NO_BACKGROUND } from './cells';

/** Neighbours in one row in the same colours. */
export interface CellRun {
  readonly text: string;
  /** 0xRRGGBB. */
  readonly foreground: number;
  /** 0xRRGGBB; `null`: none. */
  readonly background: number | null;
}

/** A picture as runs of text, row by row: for whoever shows it as text with colours, once. */
export function cellsToRuns({ cols, rows, glyphs, foreground, background }: CellGrid): CellRun[][] {
  return Array.from({ length: rows }, (_, row) => {
    const runs: CellRun[] = [];
    let start = row * cols;
    const end = start + cols;
    for (let cell = start + 1; cell <= end; cell++) {
      const isSame =
        cell < end &&
        foreground[cell] === foreground[start] &&
        background[cell] === background[start];
      if (isSame) continue;
      const paper = background[start];
      runs.push({
        text: String.fromCharCode(...glyphs.subarray(start, cell)),
        foreground: foreground[start],
        background: paper === NO_BACKGROUND ? null : paper,
      });
      start = cell;
    }
    return runs;
  });
}
