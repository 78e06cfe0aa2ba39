import type { Statement } from '../identity/statement';
import type { PublicKey } from '../protocol/fields';

/** Who keeps this device's key, from the safest to none. */
export type KeyKeeper =
  /** The system's keyring sealed it. */
  | 'keyring'
  /** A file that its owner alone may read: there is no keyring. */
  | 'plain-file'
  /** The browser, which signs with it and gives it to nobody. */
  | 'browser'
  /** Nobody: it is gone when the program or the page is. */
  | 'visit'
  /** There is none: the browser has no Ed25519, or the page is not secure. */
  | 'none';

/** This device's key, and how it is kept. */
export interface IdentityReport {
  /** `null`: there is none, and one is a guest everywhere. */
  readonly publicKey: PublicKey | null;
  readonly keptBy: KeyKeeper;
  /** Sentences about what the user should know of it: said once, as the program starts. */
  readonly notices: readonly string[];
}

/** This device's key. Nobody is given it, but sealed. */
export interface IdentityApi {
  /** Makes the key when there is none yet. Never rejects. */
  load(): Promise<IdentityReport>;
  /**
   * 128 hexadecimal digits. Rejects where there is no key, and for what is said in the name of
   * another.
   */
  sign(statement: Statement): Promise<string>;
  /** Text for a file; rejects with a sentence where the key cannot leave. */
  exportSealed(passphrase: string): Promise<string>;
  /**
   * Puts the key of `text` in the place of this one, which is kept aside. Rejects with a sentence,
   * and changes nothing, when it cannot be opened.
   */
  importSealed(text: string, passphrase: string): Promise<IdentityReport>;
}
