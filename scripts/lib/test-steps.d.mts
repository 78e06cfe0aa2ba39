export const TEST_STEPS: Readonly<
  Record<string, () => Promise<{ passed: number; failed: number; notes: string[] }>>
>;
