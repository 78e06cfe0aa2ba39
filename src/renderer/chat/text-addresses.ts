import { LinkifyIt } from 'linkify-it';
import { externalUrl } from '../../shared/text/external-url';

/** An address in what somebody said. */
export interface TextAddress {
  /** As it was said. */
  readonly text: string;
  /** As a browser reads it: https, ASCII throughout. */
  readonly url: string;
}

/** A stretch of a text: plain, or an address that can be followed. */
export type TextPart = string | TextAddress;

/**
 * Finds where an address in running text ends: before a full stop, within brackets, in any script.
 * One with a user's name in it is found whole, so that it is refused whole and not cut to another.
 */
const finder = new LinkifyIt({ fuzzyEmail: false, urlAuth: true });
for (const schema of ['http:', 'ftp:', 'mailto:', '//']) finder.add(schema, null);

/** Splits a text at its https addresses; joined again, the parts' texts are the text. */
export function splitAtAddresses(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { index, lastIndex } of finder.match(text) ?? []) {
    const said = text.slice(index, lastIndex);
    const url = externalUrl(said);
    if (url === null) continue;
    if (index > at) parts.push(text.slice(at, index));
    parts.push({ text: said, url });
    at = lastIndex;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
