import { MAX_CHAT_BYTES, MAX_CHAT_GRAPHEMES, MAX_CHAT_LINES } from './limits';
import { cleanLine, replaceStrayJoiners } from './clean';
import { clipToLimits, type TextLimits } from './graphemes';

// The sole path of anybody else's text to a screen, a title, a notification or a log line.

export { isSameName, nameKey } from './name-key';
export { isValidName, sanitiseName } from './names';

/** Four times the longest text; what follows is not even looked at. UTF-16 code units. */
const MAX_INPUT_CHARS = 4 * MAX_CHAT_BYTES;

const LINE_BREAK = /\r?\n/;
const BLANKS = /[\t\r\n]+/g;
/** A line of which nothing but blanks at its end is taken away; most messages are one. */
const PLAIN_LINE = new RegExp(`^[\\x20-\\x7E]{0,${MAX_CHAT_GRAPHEMES}}$`);

/** Drops blank lines before the first word and everything blank after the last. */
function trimBlank(text: string): string {
  return text.replace(/^(?:\s*\n)+/u, '').trimEnd();
}

/** A joiner stands between two letters; the second may be beyond the cut. */
function clip(text: string, limits: TextLimits): string {
  return replaceStrayJoiners(clipToLimits(text, limits), '').trimEnd();
}

/**
 * What may be shown of a chat message: up to 20 lines, 500 graphemes and 2,000 bytes of UTF-8, cut
 * after a whole grapheme. Tabs become spaces. `''` when there is nothing to show. Sanitising
 * again changes nothing.
 */
export function sanitiseText(input: string): string {
  if (PLAIN_LINE.test(input)) return input.trimEnd();
  const text = input.slice(0, MAX_INPUT_CHARS).replaceAll('\t', ' ');
  const cleaned = trimBlank(text.split(LINE_BREAK).map(cleanLine).join('\n'));
  const lines = cleaned.split('\n').slice(0, MAX_CHAT_LINES);
  const limits = { graphemes: MAX_CHAT_GRAPHEMES, bytes: MAX_CHAT_BYTES };
  return clip(lines.join('\n'), limits);
}

/**
 * The same for what must stay on one line (a decline text, an error of the server, a device label):
 * line breaks become spaces, and at most `maxGraphemes` are kept.
 */
export function sanitiseLine(input: string, maxGraphemes: number): string {
  const line = cleanLine(input.slice(0, MAX_INPUT_CHARS).replace(BLANKS, ' ')).trim();
  return clip(line, { graphemes: maxGraphemes, bytes: MAX_CHAT_BYTES });
}
