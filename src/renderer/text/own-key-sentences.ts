import { assertNever } from '../../shared/base/assert-never';
import { keyTag } from '../../shared/identity/key-tag';
import { MIN_PASSPHRASE_CHARS } from '../../shared/identity/sealed-seed';
import type { KeyKeeper } from '../../shared/ipc/identity-api';
import type { PublicKey } from '../../shared/protocol/fields';

/** The key of this device, and who keeps it. */
export interface OwnKeyFacts {
  readonly publicKey: PublicKey | null;
  readonly keptBy: KeyKeeper;
}

/** What `whoami` says of the key. */
export function ownKeySentence({ publicKey, keptBy }: OwnKeyFacts): string {
  if (publicKey === null) return 'You have no key here: to others you are a guest.';
  return `Your key is ${keyTag(publicKey)}, in full ${publicKey}. ${keeperSentence(keptBy)}`;
}

function keeperSentence(keptBy: KeyKeeper): string {
  switch (keptBy) {
    case 'keyring':
      return 'It is sealed by the keyring of this system.';
    case 'plain-file':
      return 'It lies in a file as it is, since this system has no keyring: any program of yours can read it.';
    case 'browser':
      return 'This browser keeps it, signs with it, and gives it to nobody.';
    case 'visit':
      return 'It is kept nowhere: the next time you have another.';
    case 'none':
      return '';
    default:
      return assertNever(keptBy, 'key keeper');
  }
}

export const NEW_PASSPHRASE = 'a new passphrase for the file:';
export const PASSPHRASE_AGAIN = 'the same once more:';
export const PASSPHRASE = 'the passphrase of the file:';
export const SEALED_KEY = 'paste the sealed key:';
export const SEALING = 'Sealing the key ...';

/** What the file is called that an exported key is saved in. */
export function identityFileName(key: PublicKey): string {
  return `webcrt-identity-${keyTag(key)}.txt`;
}

export function exportedSentence(file: string): string {
  return (
    `Your key is in ${file}, sealed. Whoever has the file and its passphrase is you to others: keep ` +
    'both apart. On another device: identity import'
  );
}

export const NOT_EXPORTED = 'The key was not exported. Type identity export to try again.';
export const BAD_PASSPHRASE =
  `A passphrase here has at least ${MIN_PASSPHRASE_CHARS} characters: several words are easy to keep ` +
  'in mind, and hard to guess.';
export const NOT_THE_SAME =
  'The two passphrases are not the same, so nothing was saved. Type identity export to try again.';
export const NO_KEY_EXPORT =
  'A browser gives its key to nobody, so it cannot be exported from here. The desktop app can export ' +
  'its key, which identity import takes over here.';
export const NO_FILE_CHOSEN =
  'No file was chosen. Type identity import paste to paste what is in it instead.';
export const TOO_LARGE = 'That file is no sealed key: it is far too large to be one.';
export const NOT_IN_A_TALK =
  'Others in this call or room know you by the key of now. Leave first, then type identity import.';

export function importedSentence(key: PublicKey): string {
  return `Your key is ${keyTag(key)} now. The one of before is kept aside.`;
}
