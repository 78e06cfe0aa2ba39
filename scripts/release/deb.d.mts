import type { ReleaseFacts } from './facts.mjs';

/** What a package for Debian says of itself. */
export interface DebManifest {
  readonly name: string;
  /** `all`, or by default that of the machine. */
  readonly arch?: string;
  readonly depends: readonly string[];
  readonly recommends?: readonly string[];
  readonly section?: string;
  /** A line, and behind it lines that begin with a space. */
  readonly description: string;
  /** Of the licences of what came from elsewhere. */
  readonly parts: string;
  /** Tags of lintian that are so for a reason. */
  readonly overrides: readonly string[];
}

/**
 * Makes a package for Debian of a tree that is laid out; by default the app's. The same to the byte
 * whenever it is made.
 */
export function packDeb(
  root: string,
  file: string,
  facts: ReleaseFacts,
  manifest?: DebManifest,
): void;
