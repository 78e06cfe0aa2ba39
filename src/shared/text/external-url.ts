import { parseUrl } from '../base/parse-url';

const MAX_URL_CHARS = 2_048;

/**
 * What may be handed to a browser, in the parser's own words (ASCII throughout), or `null`. Only
 * https: a scheme of the system (file:, smb:, ms-…:) can run programs (CVE-2020-25019 and its kin).
 */
export function externalUrl(input: string): string | null {
  if (input.length > MAX_URL_CHARS) return null;
  const url = parseUrl(input);
  if (url === null) return null;
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain && url.hostname !== '' ? url.href : null;
}
