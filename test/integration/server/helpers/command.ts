import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/**
 * Built from what is in the checkout now (`build-server.ts`): what is tested is what is shipped.
 */
export const COMMAND_FILE = `${ROOT}out/server/cli.js`;

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end. */
export function runCommand(...args: string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND_FILE, ...args], (error, stdout, stderr) => {
      const exitCode = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
      resolve({ exitCode, stdout, stderr });
    });
  });
}

/** The command while it serves. */
export class RunningCommand {
  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
    private readonly ended: Promise<number | null>,
    private readonly output: { stderr: string },
  ) {}

  /** What it said so far; all of it once `stop` has resolved. */
  get stderr(): string {
    return this.output.stderr;
  }

  /** Resolves when the server has printed where it listens. */
  static start(...args: string[]): Promise<RunningCommand> {
    return RunningCommand.startFile(COMMAND_FILE, ...args);
  }

  /** The same of a copy of the command elsewhere. */
  static async startFile(file: string, ...args: string[]): Promise<RunningCommand> {
    const child = spawn(process.execPath, [file, '--port', '0', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stderr: '' };
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output.stderr += chunk));
    child.stdout.setEncoding('utf8');
    // 'exit' may come before the last output; 'close' waits for the pipes.
    const ended = once(child, 'close').then(([exitCode]) => exitCode as number | null);
    const line = await Promise.race([
      once(child.stdout, 'data').then(([text]) => text as string),
      ended.then(() => ''),
    ]);
    const url = /^Listening on (\S+)\n$/.exec(line)?.[1];
    if (url === undefined) throw new Error(`the server did not start: ${line}${output.stderr}`);
    return new RunningCommand(child, url, ended, output);
  }

  /** Sends `signal`, unless it has ended; resolves to the exit code, `null` after a signal. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }
}
