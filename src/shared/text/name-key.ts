import { CAPITAL_LOOK_ALIKES, SMALL_LOOK_ALIKES } from './confusables';

/** Marks and joiners that change nothing to see; the dot above is part of `i` and `j` already. */
const UNSEEN = /\p{DI}|(?<=[ij])\u0307/gu;
const DASH = /\p{Dash}/gu;
/** Of these only the case is to be folded, and nearly all names have nothing else. */
const PLAIN = /^[\x21-\x7E]*$/;

function replaceEach(text: string, table: ReadonlyMap<string, string>): string {
  let replaced = '';
  for (const character of text) replaced += table.get(character) ?? character;
  return replaced;
}

/**
 * The key under which a name is unique: equal for names that differ only in case or in letters that
 * look alike, so that a Cyrillic `аnn` cannot sit beside `ann`. For comparing, never for showing.
 *
 * Follows the skeleton of UTS #39 section 4, with case folded. Capitals are looked up before
 * folding, because Ν passes for N while its small ν passes for v: two Greek names that differ only
 * in the case of a nu or an upsilon have different keys.
 */
export function nameKey(name: string): string {
  if (PLAIN.test(name)) return name.toLowerCase();
  const capitals = replaceEach(name.normalize('NFKD'), CAPITAL_LOOK_ALIKES);
  const folded = capitals.toLowerCase().normalize('NFKD').replace(DASH, '-');
  return replaceEach(folded, SMALL_LOOK_ALIKES).replace(UNSEEN, '').normalize('NFC');
}

/** Whether two names cannot be told apart; `null`, nobody, is the same as none. */
export function isSameName(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && nameKey(one) === nameKey(other);
}
