/** One line for the user, on standard output. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** One line about something that went wrong, on standard error. */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/** A failure whose message is all that the user needs: shown without a stack. */
export class UserError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a script's main function; ends the process with what it resolves to, or 1. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    complain(error instanceof UserError ? error.message : (error?.stack ?? String(error)));
    process.exitCode = error instanceof UserError ? error.exitCode : 1;
  }
}
