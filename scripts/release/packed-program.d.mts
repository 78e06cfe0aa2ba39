import type { AppDriver } from '../lib/import-typescript.mjs';
import type { StepOptions } from './steps.mjs';

/** A packed program that runs, used as a person does. */
export interface PackedProgram {
  readonly driver: AppDriver;
  /** Resolves when the program has ended; `null`: it was killed. */
  exitCode(): Promise<number | null>;
  /** Ends it, and removes what it left. */
  close(): Promise<void>;
}

/** Starts a packed program, or with a stand-in the archive beside it, and opens its window. */
export function openPacked(
  program: string,
  args: readonly string[],
  options: StepOptions,
): Promise<PackedProgram>;
