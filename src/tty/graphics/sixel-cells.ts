import type { PixelSize, TerminalAnswer } from '../terminal/read-answers';

/** What has to be known of a terminal for images whose size is in pixels. */
export interface SixelCells {
  readonly cell: PixelSize;
  /** The largest image, of which more is cut off; `null`: the terminal names no limit. */
  readonly most: PixelSize | null;
}

interface TextSize {
  readonly cols: number;
  readonly rows: number;
}

/** The cells of a terminal of that size, by its answers; `null`: they do not tell. */
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
 * xterm tells programs nothing of its window but how large an image may be: as all of its cells, or
 * as its limit where that is less. A limit is hardly ever a multiple of both columns and rows.
 */
function wholeCellOf(area: PixelSize | null, size: TextSize): PixelSize | null {
  const isWhole =
    area !== null && area.widthPx % size.cols === 0 && area.heightPx % size.rows === 0;
  return isWhole ? cellOf(area, size) : null;
}
