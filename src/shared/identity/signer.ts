import type { PublicKey } from '../protocol/fields';
import type { Statement } from './statement';

/** A key of this device. Where it is kept, and that nobody reads it, is its host's business. */
export interface Signer {
  readonly publicKey: PublicKey;
  /** Resolves to 128 hexadecimal digits. @throws when the key is not at hand any more. */
  sign(statement: Statement): Promise<string>;
}
