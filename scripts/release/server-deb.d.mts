import type { ReleaseFacts } from './facts.mjs';

/**
 * Packs the server that was built, for Debian and everybody's processor: a package of its own, so
 * that a machine without a display needs nothing of the app's. Returns the file written into `to`.
 */
export function packServerDeb(temporary: string, to: string, facts: ReleaseFacts): string;
