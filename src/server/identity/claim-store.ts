import * as v from 'valibot';
import { timeSchema } from '../../shared/protocol/fields';
import { MAX_KEYS_PER_NAME } from '../../shared/protocol/limits';
import { deviceRemovalSchema, deviceSchema } from '../../shared/protocol/messages';
import { nameKey } from '../../shared/text/sanitise';

const isNameKey = (name: string): boolean => name !== '' && nameKey(name) === name;

/** A name and the keys that it is for. */
export const keptClaimSchema = v.strictObject({
  /** As `nameKey` writes it. */
  name: v.pipe(v.string(), v.check(isNameKey, 'a name as it is compared')),
  devices: v.pipe(v.array(deviceSchema), v.nonEmpty(), v.maxLength(MAX_KEYS_PER_NAME)),
  /** Those that it is for no longer; earlier files have none. */
  removed: v.optional(v.pipe(v.array(deviceRemovalSchema), v.maxLength(MAX_KEYS_PER_NAME)), []),
  /** When somebody last signed in with one of the keys. */
  usedAtMs: timeSchema,
});
export type KeptClaim = v.InferOutput<typeof keptClaimSchema>;

/** Where claims are kept beyond the process. */
export interface ClaimStore {
  /** What there was when the store was opened. */
  readonly earlier: readonly KeptClaim[];
  /** Puts all of them in the place of what there was. */
  write(claims: readonly KeptClaim[]): Promise<void>;
}
