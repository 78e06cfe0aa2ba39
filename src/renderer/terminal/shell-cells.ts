import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../shared/ascii/cells';
import { COVERED as COVERED_GLYPH } from '../../shared/ascii/terminal-cells';
import { COVERED, MARK, type ShellScreen } from '../../shared/shell/shell-screen';
import { cellColours, rgbOfCss } from './shell-colours';

const SPACE = 0x20;
/** For what is more than one code point of the Basic Multilingual Plane. */
const REPLACEMENT = 0xfffd;

/** A screen as snapshots and recordings have pictures: its characters and colours. Pure. */
export function shellCells(screen: ShellScreen): CellGrid {
  const { cols, rows, texts, inks, papers, marks } = screen;
  const grid = createCellGrid(cols, rows);
  for (let cell = 0; cell < cols * rows; cell++) {
    const { ink, paper } = cellColours(inks[cell], papers[cell], marks[cell]);
    const isInvisible = (marks[cell] & MARK.invisible) !== 0;
    grid.glyphs[cell] = isInvisible ? SPACE : glyphOf(screen, cell, texts[cell]);
    grid.foreground[cell] = rgbOfCss(ink);
    grid.background[cell] = paper === null ? NO_BACKGROUND : rgbOfCss(paper);
  }
  return grid;
}

function glyphOf({ texts, cols }: ShellScreen, cell: number, text: string): number {
  if (text === COVERED) {
    return cell % cols !== 0 && texts[cell - 1] !== COVERED ? COVERED_GLYPH : SPACE;
  }
  return text.length === 1 ? text.charCodeAt(0) : REPLACEMENT;
}
