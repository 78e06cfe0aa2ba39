import { cellWidth } from '../../shared/text/cell-width';
import './column-lines.css';
import { element } from './element';
import { withWholeOptions } from './whole-options';

// Tables of monospaced text, such as the help and the answers of commands, in places of any width:
// what does not fit goes on below the column that it belongs to.

/** A line of a table: what it is about, and after blanks what is said of that. */
export interface Columns {
  readonly head: string;
  /** Blanks. */
  readonly gap: string;
  /** '': the line has one column. */
  readonly rest: string;
}

/** A line that is set in, and goes on below, goes in this much more. Cells. */
const HANGING_CELLS = 2;
/** A first column as wide as this leaves no room to a second one in a narrow place. Cells. */
const WIDE_CELLS = 20;

/**
 * Two blanks or more part a line; those that it begins with only where the first column is far
 * away. Pure.
 */
export function splitColumns(line: string): Columns {
  const parted = /^( *\S.*?)( {2,})(\S.*)$/.exec(line);
  if (parted !== null) return { head: parted[1], gap: parted[2], rest: parted[3] };
  const alone = /^( {8,})(\S.*)$/.exec(line);
  if (alone !== null) return { head: '', gap: alone[1], rest: alone[2] };
  return { head: line, gap: '', rest: '' };
}

/** Lines as elements; as text they are the same as before. */
export function columnLines(lines: readonly string[]): HTMLElement[] {
  return lines.map((line) => {
    const { head, gap, rest } = splitColumns(line);
    const indent = cellWidth(/^ */.exec(head)?.[0] ?? '');
    const below = indent === 0 ? 0 : indent + HANGING_CELLS;
    const cells = rest === '' ? below : cellWidth(head + gap);
    const isWide = rest !== '' && cells >= WIDE_CELLS;
    const root = element('span', {
      class: isWide ? 'column-line wide' : 'column-line',
    });
    root.style.setProperty('--hanging', `${cells}ch`);
    if (rest === '') {
      root.append(...withWholeOptions(line));
      return root;
    }
    root.append(
      element('span', { class: 'head' }, ...withWholeOptions(head)),
      element('span', { class: 'gap', text: gap }),
      element('span', { class: 'rest' }, ...withWholeOptions(rest)),
    );
    return root;
  });
}
