import * as v from 'valibot';
import { CONFIG_KEYS } from '../config/parse-setting';
import { isServerUrl, webSocketUrl } from '../signalling/server-address';
import { parseDuration } from '../people/duration';
import { slugSchema } from '../protocol/room-messages';
import { sanitiseName } from '../text/sanitise';
import type { ValueDefinition } from './command-definition';
import { COMMAND_NAMES } from './definitions';

/** The words that a value may be, where they are known beforehand; else `null`. */
export function fixedValues({ kind, words }: ValueDefinition): readonly string[] | null {
  if (kind === 'word') return words ?? [];
  if (kind === 'setting-key') return CONFIG_KEYS;
  return kind === 'command' ? COMMAND_NAMES : null;
}

/** What `word` means as that value, in its usual spelling; `null` when it cannot be one. */
export function readValue(value: ValueDefinition, word: string): string | null {
  const { kind } = value;
  if (kind === 'person' || kind === 'name') return readName(word);
  if (kind === 'person-or-room') return readName(word) ?? readSlug(word);
  if (kind === 'duration') return parseDuration(word) === null ? null : word;
  if (kind === 'url') return isServerUrl(word) ? webSocketUrl(word) : null;
  const folded = word.toLowerCase();
  if (value.also?.takes(folded)) return folded;
  const fixed = fixedValues(value);
  return fixed === null ? word : (fixed.find((each) => each.toLowerCase() === folded) ?? null);
}

/** A slug is longer than a name may be. */
function readSlug(word: string): string | null {
  const slug = word.toLowerCase();
  return v.is(slugSchema, slug) ? slug : null;
}

/** Normalised, but not made to fit: whoever types "x y" as a name shall know that it is none. */
function readName(word: string): string | null {
  const name = sanitiseName(word);
  return name === word.normalize('NFKC') ? name : null;
}
