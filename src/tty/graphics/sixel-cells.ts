import type { PixelSize, TerminalAnswer } from '../terminal/read-answers';

/** What there is to be known of a terminal for images whose size is in pixels. */
export interface SixelCells {
  readonly cell: PixelSize;
  /** What is larger is cut off; `null`: the terminal says of no limit. */
  readonly most: PixelSize | null;
}

interface TextSize {
  readonly cols: number;
  readonly rows: number;
}

/** What a terminal of that size has said of its cells; `null`: nothing that would tell. */
export function sixelCells(answers: readonly TerminalAnswer[], size: TextSize): SixelCells | null {
  const told = (kind: 'cell-size' | 'text-size' | 'sixel-size'): PixelSize | null => {
    for (const each of answers)
      if (each.kind === kind) return { widthPx: each.widthPx, heightPx: each.heightPx };
    return null;
  };
  const [text, most] = [told('text-size'), told('sixel-size')];
  const cell = told('cell-size') ?? cellOf(text, size) ?? wholeCellOf(most, size);
  return cell === null ? null : { cell, most };
}

/** There may be a margin around the cells. */
function cellOf(area: PixelSize | null, { cols, rows }: TextSize): PixelSize | null {
  if (area === null) return null;
  const widthPx = Math.floor(area.widthPx / cols);
  const heightPx = Math.floor(area.heightPx / rows);
  return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null;
}

/**
 * Xterm tells programs nothing of its window, but that images may be as large as its cells
 * together, or as its limit where that is less. A limit is no multiple of both.
 */
function wholeCellOf(area: PixelSize | null, size: TextSize): PixelSize | null {
  const isWhole =
    area !== null && area.widthPx % size.cols === 0 && area.heightPx % size.rows === 0;
  return isWhole ? cellOf(area, size) : null;
}
