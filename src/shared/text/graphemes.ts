import { utf8ByteLength } from './utf8';

const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Each of these is a grapheme of one byte: finding graphemes is slow, and most texts hold nothing
 * else.
 */
const PLAIN = /^[\n\x20-\x7E]*$/;

/** What readers take for single characters (UAX #29 extended grapheme clusters), one by one. */
export function* graphemes(text: string): Generator<string, void> {
  for (const { segment } of SEGMENTER.segment(text)) yield segment;
}

export interface TextLimits {
  readonly graphemes: number;
  /** In UTF-8. */
  readonly bytes: number;
}

/** The longest beginning of `text` that keeps both limits; never ends inside a grapheme. */
export function clipToLimits(text: string, limits: TextLimits): string {
  if (PLAIN.test(text)) return text.slice(0, Math.min(limits.graphemes, limits.bytes));
  let length = 0;
  let count = 0;
  let bytes = 0;
  for (const grapheme of graphemes(text)) {
    count += 1;
    bytes += utf8ByteLength(grapheme);
    if (count > limits.graphemes || bytes > limits.bytes) return text.slice(0, length);
    length += grapheme.length;
  }
  return text;
}

export function isWithinLimits(text: string, limits: TextLimits): boolean {
  return utf8ByteLength(text) <= limits.bytes && clipToLimits(text, limits) === text;
}
