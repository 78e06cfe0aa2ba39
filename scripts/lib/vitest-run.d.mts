/** What is read of vitest's JSON report. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  /** Lines that say what failed, where no test's output says it. */
  readonly notes: readonly string[];
}

export function runVitest(project: string): Promise<StepResult>;
export function countResults(report: VitestReport | null, exitCode: number): StepResult;
