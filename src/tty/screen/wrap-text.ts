import { cellWidth } from '../../shared/text/cell-width';
import { graphemes } from '../../shared/text/graphemes';

const SET_IN = 2;
const MIN_SET_IN_CELLS = 12;

/**
 * A line of text in rows of at most `cells`: broken at blanks where it can be, else between
 * graphemes. What a row goes on with is set in by two cells, or by as many as are said.
 */
export function wrapText(text: string, cells: number, setIn = SET_IN): string[] {
  const rows: string[] = [];
  let row = '';
  const indent = ' '.repeat(cells > MIN_SET_IN_CELLS ? setIn : 0);
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
