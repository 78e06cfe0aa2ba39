import { cleanLine } from './clean';
import { isWithinLimits } from './graphemes';
import { MAX_NAME_BYTES, MAX_NAME_GRAPHEMES } from './limits';

/** Longer input is refused before it is looked at. UTF-16 code units. */
const MAX_INPUT_CHARS = 1_024;

/**
 * Not in names: spaces (a name is one word), quotes and backslashes (the command line's own signs),
 * joiners and variation selectors (`ann` and `ann` with one look the same), and the blank Braille
 * pattern.
 */
const NOT_IN_NAMES = /[^\p{L}\p{M}\p{N}\p{P}\p{S}]|[\p{QMark}`\\]|\p{VS}|\u2800/gu;
/** A leading `/` is a command's sign and a leading `-` an option's. */
const LEADING_SIGNS = /^[-/]+/;
/** A name as it stands, as nearly all are. */
const PLAIN = new RegExp(`^[A-Za-z0-9][\\w.-]{0,${MAX_NAME_GRAPHEMES - 1}}$`);
/** Something to read: a letter, a digit or a picture. */
const READABLE = /[\p{L}\p{N}\p{Emoji_Presentation}]/u;

/** What a name is, for the end of a sentence: "a name is ...". */
export const NAME_RULE =
  `one word of at most ${MAX_NAME_GRAPHEMES} characters with a letter, a digit or an emoji in it, ` +
  'without quotes and backslashes, and no - or / in front';

function shapeName(input: string): string {
  return cleanLine(input.normalize('NFKC')).replace(NOT_IN_NAMES, '').replace(LEADING_SIGNS, '');
}

/**
 * The name as it may be shown, or `null` when nothing readable is left or it is over 32 graphemes
 * or 128 bytes of UTF-8. NFKC, one word; the case is kept. Sanitising again changes nothing.
 */
export function sanitiseName(input: string): string | null {
  if (PLAIN.test(input)) return input;
  if (input.length > MAX_INPUT_CHARS) return null;
  let name = shapeName(input);
  // Taking something out can bring a letter and an accent together, which NFKC then composes.
  for (let previous = input; previous !== name;) {
    previous = name;
    name = shapeName(previous);
  }
  const limits = { graphemes: MAX_NAME_GRAPHEMES, bytes: MAX_NAME_BYTES };
  return READABLE.test(name) && isWithinLimits(name, limits) ? name : null;
}

/** Whether `input` is a name as it stands. */
export function isValidName(input: string): boolean {
  return sanitiseName(input) === input;
}
