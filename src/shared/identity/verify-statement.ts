import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
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

/** As long as an offer is. */
const REHEARSED_CHARS = 6_000;
const NOBODYS_SECRET = new Uint8Array(32);

/**
 * Verifies something that matters to nobody, so that what is waited for next is verified in a
 * millisecond: the first time takes forty, and some after a minute without. `true`: it was done.
 */
export function rehearseVerifying(): boolean {
  const key = bytesToHex(ed25519.getPublicKey(NOBODYS_SECRET));
  const sdp = '='.repeat(REHEARSED_CHARS);
  const signal = { kind: 'description', generation: 0, type: 'offer', sdp } as const;
  const statement = { kind: 'signal', talk: '', from: key, to: key, seq: 0, signal } as const;
  const signature = ed25519.sign(statementBytes(statement), NOBODYS_SECRET);
  return verifyStatement(key, statement, bytesToHex(signature));
}
