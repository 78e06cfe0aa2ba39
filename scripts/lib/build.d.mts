/** What is built, by name. */
export type BuildTarget = 'engine' | 'app' | 'server' | 'library' | 'manual';

/** What the app and the server run on when they are started from a checkout. */
export const PROGRAMS: readonly BuildTarget[];

/**
 * Builds what is missing, or older than its sources: of everything, or of the targets named. Says
 * so when there is something to do.
 *
 * @param isOfCommit Whether what another commit has built is stale as well, though its sources were
 *   the same: programs tell of which commit they are.
 */
export function buildStale(
  names?: readonly BuildTarget[],
  options?: { readonly isOfCommit?: boolean },
): Promise<void>;
