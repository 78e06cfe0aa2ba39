import type { StepOptions } from './steps.mjs';

/**
 * Starts a packed program: it tells its version, opens its window, signs in at the server that
 * comes along, and calls itself there. A stand-in has no window: it only tells its version.
 *
 * @throws {UserError} where it does not.
 */
export function tryProgram(program: string, version: string, options: StepOptions): Promise<void>;
