import { NO_BACKGROUND } from './cells';
import { nearestPaletteIndex, paletteColour } from './palette-256';

/**
 * A colour as a terminal is told it, in 16 bits: 16..255 are xterm's palette (the first 16 belong
 * to the user's theme), from STEP_COLOURS on 24-bit colours in steps of 15 bits, and one is the
 * terminal's own.
 */
export type TerminalColour = number;

/** What the terminal writes in, or on, when nobody says anything. */
export const OWN_COLOUR: TerminalColour = 0x100;

const STEP_COLOURS = 0x8000;

/** `foreground` of a cell in the terminal's own ink, as NO_BACKGROUND is on its own paper. */
export const OWN_INK = NO_BACKGROUND;

/** The nearest of the 256. */
export function toPaletteColour(rgb: number): TerminalColour {
  return nearestPaletteIndex(rgb);
}

/**
 * 5 bits of each channel of 0xRRGGBB: 32,768 colours, where a terminal could tell 16 million apart.
 */
export function toStepColour(rgb: number): TerminalColour {
  return STEP_COLOURS | ((rgb >> 9) & 0x7c00) | ((rgb >> 6) & 0x3e0) | ((rgb >> 3) & 0x1f);
}

/** 0xRRGGBB of anything but OWN_COLOUR. */
export function rgbOfColour(colour: TerminalColour): number {
  if (colour < STEP_COLOURS) return paletteColour(colour);
  return (widen(colour >> 10) << 16) | (widen(colour >> 5) << 8) | widen(colour);
}

/** The parameters of SGR (ECMA-48 8.3.117) for ink (38) or paper (48), in xterm's form. */
export function colourParameters(layer: 38 | 48, colour: TerminalColour): string {
  if (colour === OWN_COLOUR) return String(layer + 1);
  if (colour < STEP_COLOURS) return `${layer};5;${colour}`;
  const rgb = rgbOfColour(colour);
  return `${layer};2;${rgb >> 16};${(rgb >> 8) & 0xff};${rgb & 0xff}`;
}

/** 5 bits to 8, so that black stays black and white white. */
function widen(bits: number): number {
  const step = bits & 0x1f;
  return (step << 3) | (step >> 2);
}
