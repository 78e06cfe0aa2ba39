import { ed25519 } from '@noble/curves/ed25519.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';
import { type Statement, statementBytes } from './statement';

/**
 * Whether `key` signed `statement`, in about a millisecond. In JavaScript, as browsers' own Ed25519
 * answers later, and signals have an order. Strict (RFC 8032): no two signatures of one statement
 * by one key, no key of a small group, under which anything would pass.
 * @param signature 128 hexadecimal digits.
 */
export function verifyStatement(key: PublicKey, statement: Statement, signature: string): boolean {
  try {
    return ed25519.verify(hexToBytes(signature), statementBytes(statement), hexToBytes(key), {
      zip215: false,
    });
  } catch {
    // Not even hexadecimal digits, or of another length.
    return false;
  }
}
