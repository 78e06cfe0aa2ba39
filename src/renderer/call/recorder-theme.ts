import type { AsciicastTheme } from '../../shared/recording/asciicast';
import { COLOURS } from '../terminal/terminal-theme';

/** xterm's first 16 colours: the format wants them, recordings of ours do not use them. */
const XTERM_COLOURS = [
  ...['#000000', '#cd0000', '#00cd00', '#cdcd00', '#0000ee', '#cd00cd', '#00cdcd', '#e5e5e5'],
  ...['#7f7f7f', '#ff0000', '#00ff00', '#ffff00', '#5c5cff', '#ff00ff', '#00ffff', '#ffffff'],
];

/** Recordings play in the colours of the stage. */
export const RECORDER_THEME: AsciicastTheme = {
  fg: COLOURS.text,
  bg: COLOURS.ground,
  palette: XTERM_COLOURS.join(':'),
};
