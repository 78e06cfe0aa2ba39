import type { ReleaseFacts } from './facts.mjs';

export const LIBRARY: string;
export function layOutLinuxTree(
  root: string,
  unpacked: string,
  facts: ReleaseFacts,
  kind: 'tar' | 'deb' | 'rpm',
): void;
/** Gives everything in `root`, and itself, the time of the release. */
export function setTimes(root: string, epochS: number): void;
/** Packs a folder as `file`, with what is in it below `name`: to the byte the same each time. */
export function packTarball(folder: string, name: string, file: string, epochS: number): void;
/** Gives everything in a tree the modes that it is installed with, whatever the umask is. */
export function setModes(root: string): void;
