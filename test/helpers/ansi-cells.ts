import xterm from '@xterm/headless';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../src/shared/ascii/cells';
import { paletteColour } from '../../src/shared/ascii/palette-256';

/** More rows than the picture has: a newline at its end must not scroll it away. */
const SPARE_ROWS = 4;

/**
 * What a terminal shows of a program's output, as cells. What has the terminal's own colour is
 * `ink` on nothing.
 *
 * @throws Error when a program drew less than the grid.
 */
export async function cellsOfAnsi(
  ansi: string | Uint8Array,
  cols: number,
  rows: number,
  ink: number,
): Promise<CellGrid> {
  const terminal = new xterm.Terminal({
    cols,
    rows: rows + SPARE_ROWS,
    convertEol: true,
    allowProposedApi: true,
  });
  await new Promise<void>((resolve) => {
    terminal.write(ansi, resolve);
  });
  const cells = createCellGrid(cols, rows);
  for (let at = 0; at < cols * rows; at++) {
    const shown = terminal.buffer.active.getLine(Math.floor(at / cols))?.getCell(at % cols);
    if (!shown) throw new Error(`no cell ${at}`);
    writeShown(cells, at, shown, ink);
  }
  terminal.dispose();
  return cells;
}

type ShownCell = NonNullable<
  ReturnType<NonNullable<ReturnType<xterm.Terminal['buffer']['active']['getLine']>>['getCell']>
>;

function writeShown(cells: CellGrid, at: number, shown: ShownCell, ink: number): void {
  const colourOf = (value: number, isRgb: boolean): number =>
    isRgb ? value : paletteColour(value);
  const foreground = shown.isFgDefault() ? ink : colourOf(shown.getFgColor(), shown.isFgRGB());
  const background = shown.isBgDefault()
    ? NO_BACKGROUND
    : colourOf(shown.getBgColor(), shown.isBgRGB());
  const isInverse = shown.isInverse() !== 0;
  cells.glyphs[at] = (shown.getChars() || ' ').charCodeAt(0);
  // Nothing as an ink is black: what is behind the terminal's cells.
  cells.foreground[at] = isInverse ? background & 0xffffff : foreground;
  cells.background[at] = isInverse ? foreground : background;
}
