import { type CellGrid, NO_BACKGROUND } from './cells';
import { nearestPaletteIndex } from './palette-256';

export interface AnsiOptions {
  /** 24-bit colours, or the nearest of xterm's 256. Default: 'truecolour'. */
  readonly colours?: 'truecolour' | '256';
  /** Between rows; a raw terminal wants '\r\n'. Default: '\n'. */
  readonly newline?: '\n' | '\r\n';
}

/** Select graphic rendition (ECMA-48 8.3.117); colours in xterm's form, with semicolons. */
const RESET = '\x1b[0m';
const SPACE = 0x20;

/**
 * A picture for a real terminal: one line per row, colours only where they change, each row ending
 * in a reset, so that a line stands on its own. A space takes no foreground: it shows none.
 */
export function cellsToAnsi(cells: CellGrid, options: AnsiOptions = {}): string {
  const colourCode = options.colours === '256' ? paletteCode : truecolourCode;
  const lines: string[] = [];
  for (let row = 0; row < cells.rows; row++) lines.push(rowToAnsi(cells, row, colourCode));
  return lines.join(options.newline ?? '\n');
}

type ColourCode = (layer: 38 | 48, rgb: number) => string;

const truecolourCode: ColourCode = (layer, rgb) =>
  `${layer};2;${rgb >> 16};${(rgb >> 8) & 0xff};${rgb & 0xff}`;

const paletteCode: ColourCode = (layer, rgb) => `${layer};5;${nearestPaletteIndex(rgb)}`;

function rowToAnsi(cells: CellGrid, row: number, colourCode: ColourCode): string {
  let line = '';
  // What the reset of the row before left behind: no colours.
  let foreground = -1;
  let background = NO_BACKGROUND;
  const end = (row + 1) * cells.cols;
  for (let cell = row * cells.cols; cell < end; cell++) {
    const codes: string[] = [];
    if (cells.background[cell] !== background) {
      background = cells.background[cell];
      codes.push(background === NO_BACKGROUND ? '49' : colourCode(48, background));
    }
    if (cells.glyphs[cell] !== SPACE && cells.foreground[cell] !== foreground) {
      foreground = cells.foreground[cell];
      codes.push(colourCode(38, foreground));
    }
    if (codes.length > 0) line += `\x1b[${codes.join(';')}m`;
    line += String.fromCharCode(cells.glyphs[cell]);
  }
  return line + RESET;
}
