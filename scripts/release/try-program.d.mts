import type { StepOptions } from './steps.mjs';

/**
 * Starts a packed program twice: it tells its version, opens its window, signs in at the server
 * that comes along, calls itself there and its twin, and ends when it is asked to.
 *
 * @throws {UserError} where it does not.
 */
export function tryProgram(program: string, version: string, options: StepOptions): Promise<void>;
