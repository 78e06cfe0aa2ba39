/** A project of vitest. */
export type FuzzLevel = 'unit' | 'integration' | 'e2e';
export const FUZZ_ROWS: Readonly<
  Record<string, Readonly<Partial<Record<FuzzLevel, readonly string[]>>>>
>;
