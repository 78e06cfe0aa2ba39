import type { StepResult } from './vitest-run.mjs';

export const TEST_STEPS: Readonly<Record<string, () => Promise<StepResult>>>;
export const SIDE_BY_SIDE: ReadonlySet<string>;
