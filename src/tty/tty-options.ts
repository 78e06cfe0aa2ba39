import type { ColourDepth } from '../shared/ascii/terminal-palette';
import { err, ok, type Result } from '../shared/base/result';
import { unknownColours, unknownOption } from './text/tty-sentences';

export interface TtyOptions {
  readonly isHelp: boolean;
  /** `--colours`; `null`: as many as the terminal says. */
  readonly colours: ColourDepth | null;
}

const COLOURS = '--colours=';
export const COLOUR_DEPTHS: readonly ColourDepth[] = ['none', '16', '256', 'truecolour'];

/** Reads what stands behind `webcrt tty`; the error is a sentence. */
export function readTtyOptions(words: readonly string[]): Result<TtyOptions, string> {
  let options: TtyOptions = { isHelp: false, colours: null };
  for (const word of words) {
    if (word === '--help' || word === '-h') {
      options = { ...options, isHelp: true };
    } else if (word.startsWith(COLOURS)) {
      const wished = word.slice(COLOURS.length);
      const colours = COLOUR_DEPTHS.find((each) => each === wished);
      if (colours === undefined) return err(unknownColours(wished, COLOUR_DEPTHS));
      options = { ...options, colours };
    } else {
      return err(unknownOption(word));
    }
  }
  return ok(options);
}
