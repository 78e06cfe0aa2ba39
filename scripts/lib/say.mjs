/**
 * One line for the user, on standard output.
 *
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * One line about something that went wrong, on standard error.
 *
 * @param {string} line
 */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/** A failure whose message is all that the user needs: shown without a stack. */
export class UserError extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a script's main function; ends the process with what it resolves to, or 1.
 *
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    complain(error instanceof UserError ? error.message : stackOf(error));
    process.exitCode = error instanceof UserError ? error.exitCode : 1;
  }
}

/**
 * What is known of where something was thrown.
 *
 * @param {unknown} error
 */
export function stackOf(error) {
  return (error instanceof Error ? error.stack : undefined) ?? String(error);
}
