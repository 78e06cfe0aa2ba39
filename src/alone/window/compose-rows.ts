import { cellWidth } from '../../shared/text/cell-width';
import { graphemes } from '../../shared/text/graphemes';
import { type TextRun, visibleText } from '../../renderer/terminal/text-screen';

/** The rows that `runs` make, without the blanks at their ends; what lies outside is left out. */
export function composeRows(runs: readonly TextRun[], cols: number, rows: number): string[] {
  const cells = Array.from({ length: rows }, () => Array.from({ length: cols }, () => ' '));
  for (const { col, row, text } of runs) {
    let at = col;
    for (const grapheme of graphemes(visibleText(text))) {
      const width = cellWidth(grapheme);
      if (row < 0 || row >= rows || at < 0 || at + width > cols) break;
      cells[row][at] = grapheme;
      // The second half of a wide one is part of the first.
      for (let rest = 1; rest < width; rest++) cells[row][at + rest] = '';
      at += width;
    }
  }
  return cells.map((row) => row.join('').trimEnd());
}
