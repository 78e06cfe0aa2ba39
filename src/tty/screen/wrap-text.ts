import { cellWidth } from '../../shared/text/cell-width';
import { graphemes } from '../../shared/text/graphemes';

const INDENT_CELLS = 2;
/** Narrower rows are not indented. */
const MIN_INDENTED_CELLS = 12;

/**
 * A line of text in rows of at most `cells`: broken at blanks where it can be, else between
 * graphemes. The rows after the first are indented.
 */
export function wrapText(text: string, cells: number, indentCells = INDENT_CELLS): string[] {
  const rows: string[] = [];
  let row = '';
  const indent = ' '.repeat(cells > MIN_INDENTED_CELLS ? indentCells : 0);
  const push = (): void => {
    rows.push(row.trimEnd());
    row = indent;
  };
  for (const word of text.split(/(?<= )/)) {
    if (row.trim() !== '' && cellWidth((row + word).trimEnd()) > cells) push();
    if (cellWidth((row + word).trimEnd()) <= cells) {
      row += word;
      continue;
    }
    for (const grapheme of graphemes(word)) {
      if (cellWidth(row + grapheme) > cells && row.trim() !== '') push();
      row += grapheme;
    }
  }
  rows.push(row.trimEnd());
  return rows;
}
