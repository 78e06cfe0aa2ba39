/** What a name and a key together are to the local user, from the worst on. */
export const TRUSTS = ['refused', 'changed', 'keyless', 'unknown', 'known', 'verified'] as const;
/**
 * `keyless`: a guest, whom nothing proves. `unknown`: a key of which nothing is known. `known`: the
 * key that the name had before. `verified`: both have compared what only they could see. `changed`:
 * the name is known, by another key. `refused`: the user has found that this key is not theirs.
 */
export type Trust = (typeof TRUSTS)[number];

/**
 * Whether somebody may be in the place of the one whom the local user knows by that name. `null`:
 * there is nothing to judge, as with echo.
 */
export function isSuspicious(trust: Trust | null): boolean {
  return trust === 'changed' || trust === 'refused';
}

/** The least of several; `null`: there are none. */
export function weakestTrust(trusts: readonly Trust[]): Trust | null {
  return TRUSTS.find((trust) => trusts.includes(trust)) ?? null;
}

/** Whether a name needs nothing beside it: it is that of whom the local user knows. */
export function isKnownPerson(trust: Trust): boolean {
  return trust === 'known' || trust === 'verified';
}
