import type { ReleaseFacts } from './facts.mjs';

export interface StepOptions {
  /** Whether Electron is played by a stand-in: the app does not run, all else is as it is. */
  readonly isStandIn: boolean;
}

export const RELEASE_FOLDER: string;
export const SUMS_FILE: string;
export const STEPS: Readonly<
  Record<string, { readonly what: string; run(options: StepOptions): Promise<void> }>
>;
export function parseReleaseWords(words: readonly string[]): {
  readonly steps: readonly string[];
  readonly isStandIn: boolean;
};
/** Packs what electron-builder left in `from`; returns the file that it wrote into `to`. */
export function packLinuxAs(
  kind: 'tar' | 'deb' | 'rpm',
  temporary: string,
  facts: ReleaseFacts,
  from?: string,
  to?: string,
): string;
/** Lines for `sha256sum --check`. */
export function sumsOf(folder: string, names: readonly string[]): string;
