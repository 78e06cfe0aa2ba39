import type { ReleaseFacts } from './facts.mjs';

/** Makes a package for Fedora and its kin of a tree, by rpmbuild. */
export function packRpm(root: string, file: string, facts: ReleaseFacts): void;
