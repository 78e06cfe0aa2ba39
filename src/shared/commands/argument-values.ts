import { STYLE_NAMES } from '../ascii/styles';
import { CONFIG_KEYS } from '../config/parse-setting';
import { isServerUrl } from '../config/server-url';
import { PRESENCES } from '../protocol/messages';
import { sanitiseName } from '../text/sanitise';
import { AUTO_ANSWER_ACTIONS, RECORD_ACTIONS, SNAPSHOT_FORMATS } from './command';
import { COMMAND_NAMES, type ArgumentKind } from './definitions';

/** The kinds that take one of a few words. */
const FIXED_VALUES: Readonly<Partial<Record<ArgumentKind, readonly string[]>>> = {
  presence: PRESENCES,
  style: STYLE_NAMES,
  'snapshot-format': SNAPSHOT_FORMATS,
  'setting-key': CONFIG_KEYS,
  command: COMMAND_NAMES,
  'on-off': ['on', 'off'],
  'auto-answer-action': AUTO_ANSWER_ACTIONS,
  'record-action': RECORD_ACTIONS,
};

/** The words that an argument may be, where they are known beforehand; else `null`. */
export function fixedValues(kind: ArgumentKind): readonly string[] | null {
  return FIXED_VALUES[kind] ?? null;
}

/** What `word` means as a `kind`, in its usual spelling; `null` when it cannot be one. */
export function readValue(kind: ArgumentKind, word: string): string | null {
  if (kind === 'person' || kind === 'name') return readName(word);
  if (kind === 'url') return isServerUrl(word) ? word : null;
  const folded = word.toLowerCase();
  const fixed = fixedValues(kind);
  return fixed === null ? word : (fixed.find((each) => each.toLowerCase() === folded) ?? null);
}

/** Normalised, but not made to fit: whoever types "x y" as a name shall know that it is none. */
function readName(word: string): string | null {
  const name = sanitiseName(word);
  return name === word.normalize('NFKC') ? name : null;
}
