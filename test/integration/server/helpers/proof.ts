import { createHash } from 'node:crypto';
import type { Signer } from '../../../../src/shared/identity/signer';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { StatementOf } from '../../../../src/shared/identity/statement';
import type { IdentityProof } from '../../../../src/shared/protocol/messages';
import type { TestClient } from './test-client';

/** A key that is the same each time for the same `name`. */
export function keyOf(name: string): Signer {
  return seedSigner(createHash('sha256').update(name).digest());
}

/** A proof for signing in as `name` over the connection of `client`. */
export async function prove(
  client: TestClient,
  name: string,
  signer: Signer,
  change: Partial<StatementOf<'sign-in'>> = {},
): Promise<IdentityProof> {
  const { id: nonce = '' } = client.socket;
  const { publicKey: key } = signer;
  const said = { kind: 'sign-in', origin: client.url, nonce, name, key, atMs: 1 } as const;
  const statement = { ...said, ...change };
  const { origin, atMs } = statement;
  return { key, origin, atMs, signature: await signer.sign(statement) };
}
