import { assertNever } from '../../shared/base/assert-never';
import { keyTag } from '../../shared/identity/key-tag';
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
