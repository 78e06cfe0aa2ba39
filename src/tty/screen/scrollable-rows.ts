import { cellWidth } from '../../shared/text/cell-width';
import type { ScreenLayout } from './screen-layout';
import type { ScreenFacts } from './screen-view';
import { wrapText } from './wrap-text';

/** A line of a table: its first column, and what is between that and the second. */
const FIRST_COLUMN = /^ *\S.*? {2,}(?=\S)|^ {3,}(?=\S)/;
/** Of a row: a wider first column leaves too little room for the second. */
const MAX_FIRST_SHARE = 0.6;

/** Lines of a panel as rows of so many columns; the second column of a table keeps its indent. */
export function panelRows(lines: readonly string[], cols: number): string[] {
  const cells = Math.max(1, cols - 1);
  return lines.flatMap((line) => {
    const first = cellWidth(FIRST_COLUMN.exec(line)?.[0] ?? '');
    const isColumn = first > 0 && first <= MAX_FIRST_SHARE * cells;
    return isColumn ? wrapText(line, cells, first) : wrapText(line, cells);
  });
}

/** What somebody has said, line by line, as rows of a chat of so many columns. */
export function chatRows(text: string, cols: number): string[] {
  return text.split('\n').flatMap((line) => wrapText(line, cols));
}

/** How many rows do not fit: of the panel, if there is one, else of the chat. */
export function scrollableRows(
  { panel, lines }: Pick<ScreenFacts, 'panel' | 'lines'>,
  { stage, chat }: Pick<ScreenLayout, 'stage' | 'chat'>,
): number {
  // The title stays.
  if (panel !== null)
    return Math.max(0, panelRows(panel.lines, stage.cols).length - (stage.rows - 1));
  const said = lines.map(({ text }) => chatRows(text, chat.cols).length);
  return Math.max(0, said.reduce((all, rows) => all + rows, 0) - chat.rows);
}
