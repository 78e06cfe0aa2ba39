import { assertNever } from '../base/assert-never';
import type { UnsealFailure } from '../identity/sealed-seed';

/** Why a sealed key was not taken over, for the user. Both hosts say it. */
export function unsealSentence(failure: UnsealFailure): string {
  switch (failure) {
    case 'malformed':
      return (
        'That is no sealed key, or not all of one: it begins with -----BEGIN WEBCRT IDENTITY----- ' +
        'and ends with -----END WEBCRT IDENTITY-----.'
      );
    case 'too-new':
      return 'That key was sealed by a newer WebCRT. Update this one, and try again.';
    case 'wrong-passphrase':
      return 'The passphrase does not open that key. Nothing was changed; try again.';
    default:
      return assertNever(failure, 'unseal failure');
  }
}
