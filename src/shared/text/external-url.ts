/** The parser of the WHATWG, which every environment has. */
declare class URL {
  static canParse(input: string): boolean;
  constructor(input: string);
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly href: string;
}

const MAX_URL_CHARS = 2_048;

/**
 * What may be handed to a browser, in the parser's own words (ASCII throughout), or `null`. Only
 * https: a scheme of the system (file:, smb:, ms-…:) can run programs (CVE-2020-25019 and its kin).
 */
export function externalUrl(input: string): string | null {
  if (input.length > MAX_URL_CHARS || !URL.canParse(input)) return null;
  const url = new URL(input);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain && url.hostname !== '' ? url.href : null;
}
