/** The share of the inputs that the test command takes; WEBCRT_FUZZ=1 takes them all. */
const QUICK_SHARE = 0.1;

/** The long forms take as long as they take; whoever runs them watches. */
export const FUZZ_TIMEOUT_MS = 3_600_000;

export interface FuzzRun {
  readonly numRuns: number;
  readonly seed: number;
}

/**
 * How many inputs a property is tried with, and from which seed: a new one each time, which is
 * printed, or that of WEBCRT_FUZZ_SEED, for the same inputs again.
 * @param name What is tried, for the line that is printed.
 * @param fullCount How many inputs the long form takes.
 */
export function fuzzRun(name: string, fullCount: number): FuzzRun {
  const { WEBCRT_FUZZ, WEBCRT_FUZZ_SEED } = process.env;
  const numRuns = WEBCRT_FUZZ === '1' ? fullCount : Math.ceil(fullCount * QUICK_SHARE);
  const seed = Number(WEBCRT_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`fuzz ${name}: ${numRuns} inputs, WEBCRT_FUZZ_SEED=${seed}\n`);
  return { numRuns, seed };
}
