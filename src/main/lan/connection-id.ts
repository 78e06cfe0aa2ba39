import { randomBytes } from 'node:crypto';

/** Names one connection to a hub of this program's; to be signed by whoever signs in over it. */
export function newConnectionId(): string {
  return randomBytes(15).toString('base64url');
}
