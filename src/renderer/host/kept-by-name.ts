import { nameKey } from '../../shared/text/sanitise';

/** Who somebody is, and where. */
export interface KeptName {
  readonly server: string;
  readonly name: string;
}

/** Where in a storage is kept what belongs to a name on a server. */
export function keptKey(prefix: string, { server, name }: KeptName): string {
  return `${prefix}${server} ${nameKey(name)}`;
}

/** What a text in a storage holds; `null`: nothing that can be read. */
export function parseKept(text: string | null | undefined): unknown {
  try {
    return text === null || text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
