import type { ReleaseFacts } from './facts.mjs';

/** Makes a package for Debian and its kin of a tree, to which it adds what they ask for. */
export function packDeb(root: string, file: string, facts: ReleaseFacts): void;
