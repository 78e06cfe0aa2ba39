import { canonicalBytes } from './canonical-bytes';
import { digitGroups, iteratedHash } from './iterated-hash';
import type { SeenEnd } from './short-authentication-string';

const CONTEXT = 'webcrt room code v1';
/** Fifty digits, 166 bits: whoever is in between chooses certificates, and needs half the bits. */
const GROUPS = 10;

/**
 * One code for everybody in a room, in ten groups of five digits: whoever is hidden, has another
 * key or another certificate for some, changes it for them. All members have to be in it, the local
 * one too. Takes some 20 ms.
 */
export function roomCode(slug: string, members: readonly SeenEnd[]): string[] {
  const fields = members
    .map(({ key, fingerprint }) => [key ?? '', fingerprint] as const)
    .sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1))
    .flat();
  const bytes = canonicalBytes(CONTEXT, [slug, ...fields]);
  return digitGroups(iteratedHash(bytes, bytes), GROUPS);
}
