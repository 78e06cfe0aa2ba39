import { statementBytes } from '../../shared/identity/statement';
import type { IdentityProof } from '../../shared/protocol/messages';
import { isOwnOrigin } from './own-origins';
import { verifyEd25519 } from './verify-ed25519';

/** What a proof is checked against. */
export interface SignInChallenge {
  /** As the client sent it. */
  readonly name: string;
  /** What was given to this connection to sign, and not used yet; `null`: nothing. */
  readonly nonce: string | null;
  /** The Host of the request that the connection began with. */
  readonly host: string | undefined;
  readonly publicUrls: readonly string[];
}

/**
 * Whether whoever signs in has the key that they say. The time in it is the client's own, and only
 * for those who are shown it later: what is fresh is the nonce.
 */
export function isProvedBy(
  { key, origin, atMs, signature }: IdentityProof,
  { name, nonce, host, publicUrls }: SignInChallenge,
): boolean {
  if (nonce === null || !isOwnOrigin(origin, host, publicUrls)) return false;
  const statement = { kind: 'sign-in', origin, nonce, name, key, atMs } as const;
  return verifyEd25519(key, statementBytes(statement), signature);
}
