import {
  DROPPED,
  JOINER,
  LONE_SURROGATE,
  REPLACEMENT_CHARACTER,
  STRAY_VARIATION_SELECTOR,
  TAGGED,
} from './code-points';
import { graphemes } from './graphemes';

/** More marks than any living language stacks; a flood of them covers the lines around. */
const MAX_MARKS_PER_BASE = 4;
/** Room for a family of four with skin tones (11); a flood of joined letters has no other bound. */
const MAX_GRAPHEME_CODE_POINTS = 12;

/** A mark, or a Hangul vowel or final, that has nothing before it to sit on. */
const WITHOUT_BASE = /^[\p{M}\u1160-\u11FF]/u;
/** A letter to Unicode, and a mark to xterm.js, which shows none that has nothing to sit on. */
const TAKEN_FOR_MARKS = /^\u06DE+/u;
/** Finding graphemes is slow, and most lines have nothing but letters. */
const PLAIN_ASCII = /^[\x20-\x7E]*$/;
const JOINED_OR_TAGGED = /[\u{E0000}-\u{E007F}\u200C\u200D]/u;
const BLANK = /^\s/;
const MARK = /\p{M}/u;

function capMarks(grapheme: string): string {
  let kept = '';
  let marks = 0;
  for (const character of grapheme) {
    marks = MARK.test(character) ? marks + 1 : 0;
    if (marks <= MAX_MARKS_PER_BASE) kept += character;
  }
  return kept;
}

function shapeGrapheme(grapheme: string): string {
  if (WITHOUT_BASE.test(grapheme)) return '';
  // Nearly all graphemes are single letters.
  if (grapheme.length === 1) return grapheme;
  // A blank is no base either: trimming it away would leave its marks behind.
  if (BLANK.test(grapheme)) return grapheme.charAt(0);
  return Array.from(capMarks(grapheme)).slice(0, MAX_GRAPHEME_CODE_POINTS).join('');
}

/**
 * Puts `replacement` in the place of each joiner and tag that is not part of how something is
 * written, as they are in Persian words, conjuncts, families and the flag of Wales. Doing it again
 * changes nothing.
 */
export function replaceStrayJoiners(text: string, replacement: string): string {
  // Looking around every letter is slow, and most lines have neither.
  if (!JOINED_OR_TAGGED.test(text)) return text;
  const keepSpelt = (_match: string, spelt: string | undefined): string => spelt ?? replacement;
  return text.replace(TAGGED, keepSpelt).replace(JOINER, keepSpelt);
}

function cleanOnce(line: string): string {
  const dropped = line.replace(LONE_SURROGATE, REPLACEMENT_CHARACTER).replace(DROPPED, '');
  const visible = replaceStrayJoiners(dropped, '').replace(STRAY_VARIATION_SELECTOR, '');
  let shaped = '';
  for (const grapheme of graphemes(visible)) shaped += shapeGrapheme(grapheme);
  return shaped.replace(TAKEN_FOR_MARKS, '');
}

/**
 * Takes out of one line all that code-points.ts lists, and bounds each grapheme: at most 4 marks
 * per base and 12 code points. What is left holds no control of any kind (no line breaks either).
 * Cleaning again changes nothing.
 */
export function cleanLine(line: string): string {
  if (PLAIN_ASCII.test(line)) return line;
  let cleaned = cleanOnce(line);
  // Taking something out can join its neighbours into a new grapheme. Each round only shortens, and
  // hostile input needs two or three.
  for (let previous = line; previous !== cleaned;) {
    previous = cleaned;
    cleaned = cleanOnce(previous);
  }
  return cleaned;
}
