import { paletteColour } from '../../shared/ascii/palette-256';
import { entryOf, MARK, rgbOf, type ShellColour } from '../../shared/shell/shell-screen';
import { COLOURS } from './terminal-theme';

/** xterm's first sixteen, as the window's own palette has them: 8 colours, and 8 bright ones. */
const ANSI = [
  '#16211b #ff6b6b #5cf28c #ffb454 #6cb6ff #d18cff #5ce0e6 #c5e4cf',
  '#5d7567 #ff9d94 #a4ffbf #ffe08a #a5d3ff #e7bcff #a8f6f8 #effff4',
].flatMap((row) => row.split(' '));

/** What is written on, and where nothing is. */
export const SHELL_GROUND = '#0a100d';

/** What one cell is painted in, as CSS colours. */
export interface CellColours {
  readonly ink: string;
  /** `null`: none of its own. */
  readonly paper: string | null;
}

/** The colours of a cell with its attributes. Pure. */
export function cellColours(ink: ShellColour, paper: ShellColour, marks: number): CellColours {
  // Bold is bright where the program says no more than one of the first eight.
  const entry = entryOf(ink);
  const isBrightened = (marks & MARK.bold) !== 0 && entry !== null && entry < 8;
  const front = (isBrightened ? ANSI[entry + 8] : cssColour(ink)) ?? COLOURS.text;
  const back = cssColour(paper);
  const isInverse = (marks & MARK.inverse) !== 0;
  const shown = isInverse ? (back ?? SHELL_GROUND) : front;
  const ground = isInverse ? front : back;
  const dimmed = (marks & MARK.dim) !== 0 ? mix(shown, ground ?? SHELL_GROUND) : shown;
  return { ink: dimmed, paper: ground };
}

function cssColour(colour: ShellColour): string | null {
  const rgb = rgbOf(colour);
  if (rgb !== null) return hex(rgb);
  const entry = entryOf(colour);
  if (entry === null) return null;
  return ANSI[entry] ?? hex(paletteColour(entry));
}

function hex(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, '0')}`;
}

/** Half of each. */
function mix(one: string, other: string): string {
  const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(1), 16));
  return hex(((a & 0xfe_fe_fe) >> 1) + ((b & 0xfe_fe_fe) >> 1));
}

/** The same as a number, for recordings. */
export function rgbOfCss(colour: string): number {
  return Number.parseInt(colour.slice(1), 16);
}
