/** What is built, by name. */
export type BuildTarget = 'engine' | 'app' | 'server' | 'library' | 'manual';

/**
 * Builds what is missing, or older than its sources: of everything, or of the targets named. Says
 * so when there is something to do.
 */
export function buildStale(names?: readonly BuildTarget[]): Promise<void>;
