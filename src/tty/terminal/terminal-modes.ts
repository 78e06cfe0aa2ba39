import type { Environment } from './colour-depth';

// What is asked of the terminal, and taken back. DEC private modes as xterm's ctlseqs.txt has them;
// the keyboard's: https://sw.kovidgoyal.net/kitty/keyboard-protocol/

const CSI = '\x1b[';

/** Ends an escape sequence that was broken off (ECMA-48's CAN). */
const CANCEL = '\x18';
const ALTERNATE_SCREEN = '?1049';
const AUTO_WRAP = '?7';
const BRACKETED_PASTE = '?2004';
const CURSOR = '?25';
const SYNCHRONISED = '?2026';

/** Keys in full, and when they are let go. */
const KITTY_FLAGS = 1 + 2;
const PUSH_KEYBOARD = `${CSI}>${KITTY_FLAGS}u`;
const POP_KEYBOARD = `${CSI}<u`;
const ASK_KEYBOARD = `${CSI}?u`;

/** Asks whether it takes an image of one pixel, and last for its attributes (DA1). */
export const ASK_KITTY_GRAPHICS = `\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\${CSI}c`;
/** Asks how large its cells, its text and the largest sixel image are, and last for DA1. */
export const ASK_CELLS = `${CSI}16t${CSI}14t${CSI}?2;1;0S${CSI}c`;
/** Asks for its status (DSR), which it tells once it has done with what came before. */
export const ASK_READY = `${CSI}5n`;

export const BEGIN_UPDATE = `${CSI}${SYNCHRONISED}h${CSI}${CURSOR}l`;
export const END_UPDATE = `${CSI}${SYNCHRONISED}l`;
export const SHOW_CURSOR = `${CSI}${CURSOR}h`;
export const CLEAR = `${CSI}0m${CSI}2J`;

/** `row` and `col` from 0. */
export function cursorTo(row: number, col: number): string {
  return `${CSI}${row + 1};${col + 1}H`;
}

export interface TerminalModes {
  readonly enter: string;
  /** The terminal as it was, whatever it is in the middle of. */
  readonly leave: string;
}

/**
 * What takes over the terminal of `env`, and gives it back.
 *
 * @param lastWords Said before the terminal is given back: takes away what is not its screen's.
 */
export function terminalModes(env: Environment, lastWords = ''): TerminalModes {
  // The Linux console takes a `u` for a cursor to be put back, whatever stands before it.
  const hasKeyboard = env.TERM !== 'linux';
  return {
    enter:
      `${CSI}${ALTERNATE_SCREEN}h${CSI}${AUTO_WRAP}l${CSI}${BRACKETED_PASTE}h` +
      (hasKeyboard ? PUSH_KEYBOARD + ASK_KEYBOARD : '') +
      CLEAR,
    leave:
      `${CANCEL}${lastWords}${END_UPDATE}${CSI}0m` +
      (hasKeyboard ? POP_KEYBOARD : '') +
      `${CSI}${BRACKETED_PASTE}l${CSI}${AUTO_WRAP}h${SHOW_CURSOR}${CSI}${ALTERNATE_SCREEN}l`,
  };
}
