import { fileURLToPath } from 'node:url';
import { assertNever } from '../shared/base/assert-never';
import { buildText } from '../shared/base/build-facts';
import { check } from './cli/check/check';
import { HELP_TEXT } from './cli/help-text';
import { type CliCommand, type CliOptions, parseCliOptions } from './cli/parse-cli-options';
import { serve } from './cli/serve';
import { createFastDelta } from './engine-module';
import { serverCommandOf } from './cli/server-command';
import { UsageError } from './cli/usage-error';

const USAGE_EXIT_CODE = 2;
/** Something that was checked is not as it has to be. */
const WRONG_EXIT_CODE = 1;

function complain(sentence: string): void {
  process.stderr.write(`webcrt-server: ${sentence}\n`);
  process.exitCode = USAGE_EXIT_CODE;
}

async function runServer(options: CliOptions): Promise<void> {
  const server = await serve(options, {
    // The renderer is built next to the server.
    builtInWebRoot: fileURLToPath(new URL('../renderer', import.meta.url)),
    serverCommand: serverCommandOf(import.meta.url),
    createDelta: createFastDelta,
  });
  const stop = (): void => {
    void server.stop().then(() => {
      process.exit(0);
    });
  };
  // Once each: a second Ctrl+C ends the process at once.
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`Listening on ${server.url}\n`);
}

async function run(command: CliCommand): Promise<void> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP_TEXT);
      return;
    case 'version':
      process.stdout.write(`${buildText()}\n`);
      return;
    case 'check': {
      const isRight = await check(command.options, command.urls, (text) => {
        process.stdout.write(text);
      });
      if (!isRight) process.exitCode = WRONG_EXIT_CODE;
      return;
    }
    case 'serve':
      await runServer(command.options);
      return;
    default:
      assertNever(command, 'command');
  }
}

const command = parseCliOptions(process.argv.slice(2));
if (!command.ok) {
  complain(`${command.error} Try webcrt-server --help.`);
} else {
  await run(command.value).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    complain(error.message);
    // What was bound already must not keep the process.
    process.exit();
  });
}
