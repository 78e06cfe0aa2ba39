/** What is read of vitest's JSON report. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      /** Its title, with those of the blocks around it. */
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  /** Lines that say what failed. */
  readonly notes: readonly string[];
}

export interface VitestRunOptions {
  /** Paths of test files; none: all of the project. */
  readonly files?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Whether a few files that failed are run once more, by themselves. No, unless told. */
  readonly again?: boolean;
}

export function runVitest(project: string, options?: VitestRunOptions): Promise<StepResult>;
export function countResults(report: VitestReport | null, exitCode: number): StepResult;
export function countSecondRun(
  first: VitestReport,
  second: VitestReport,
  exitCode: number,
): StepResult;
