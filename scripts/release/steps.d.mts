export interface StepOptions {
  /** Whether Electron is played by a stand-in: all but it is as it is. */
  readonly isStandIn: boolean;
}

export const STEPS: Readonly<
  Record<string, { readonly what: string; run(options: StepOptions): Promise<void> }>
>;
export function parseReleaseWords(words: readonly string[]): {
  readonly steps: readonly string[];
  readonly isStandIn: boolean;
};
