import { replaceStrayJoiners } from '../text/clean';
import { sanitiseLine } from '../text/sanitise';
import { MAX_WIRE_NAME_CHARS } from './limits';

/** Invisible or blank, but for joiners and tags, which may be part of how a name is written. */
const INVISIBLE = /(?:(?![\u{E0000}-\u{E007F}\u200C\u200D])[\p{C}\p{Z}])+/gu;
const BLANKS = / {2,}/g;
const MAX_NAME_CHARS = 100;
const FALLBACK_NAME = 'webcrt';
/** Device names that Windows takes for itself, with any extension, and with blanks before it. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\.|$)/iu;

/**
 * A file name that is safe to suggest on every system: one name, no path, nothing invisible
 * but what belongs to its spelling. What
 * it comes from may hold a peer's name.
 */
export function safeFileName(suggested: string): string {
  const plain = replaceStrayJoiners(suggested.replace(INVISIBLE, ' '), ' ')
    .replace(BLANKS, ' ')
    .replace(/[\\/:*?"<>|]/gu, '_')
    .trim()
    // Leading dots hide a file; trailing dots and spaces vanish on Windows.
    .replace(/^[. ]+|[. ]+$/gu, '');
  const name = shorten(plain === '' ? FALLBACK_NAME : plain);
  return RESERVED.test(name) ? `_${name}` : name;
}

/**
 * What a file that somebody sends is called here: shown as it is saved, so that neither deceives.
 */
export function receivedFileName(name: string): string {
  // Blanks first: a thousand of them must not push the extension out of sight.
  return safeFileName(sanitiseLine(name.replace(/\p{Z}+/gu, ' '), MAX_WIRE_NAME_CHARS));
}

/** Cuts the stem, not the extension, which says what is inside. */
function shorten(name: string): string {
  const chars = Array.from(name);
  if (chars.length <= MAX_NAME_CHARS) return name;
  const extension = /\.\w{1,8}$/u.exec(name)?.[0] ?? '';
  const stem = chars.slice(0, MAX_NAME_CHARS - extension.length).join('');
  // The cut may go through a flag, or stand behind a joiner.
  return replaceStrayJoiners(stem + extension, '');
}
