import { MAX_SLUG_CHARS } from '../../shared/protocol/limits';

/** Room for chance and its dash behind what is made of the name. */
const MAX_READABLE_CHARS = 40;
const CHANCE_CHARS = 20;
/** Without the letters that are read for digits. */
const CHANCE_ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/**
 * What a name becomes in a link: lower-case letters and digits of ASCII, accents dropped,
 * everything else a dash. `''` when nothing of the name is left, as of one in Chinese.
 */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG_CHARS)
    .replace(/^-|-$/g, '');
}

/** A slug that nobody can guess, with about 99 bits of chance. `fraction` is in [0, 1). */
export function unguessableSlug(name: string, fraction: () => number): string {
  let chance = '';
  for (let index = 0; index < CHANCE_CHARS; index += 1) {
    chance += CHANCE_ALPHABET[Math.floor(fraction() * CHANCE_ALPHABET.length)];
  }
  const readable = slugOf(name).slice(0, MAX_READABLE_CHARS).replace(/-$/, '');
  return readable === '' ? chance : `${readable}-${chance}`;
}
