import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Built from what is in the checkout now (`build-server.ts`): what is tested is what is shipped. */
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
  stderr = '';
  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
  ) {}

  /** Resolves when the server has printed where it listens. */
  static start(...args: string[]): Promise<RunningCommand> {
    return RunningCommand.startFile(COMMAND_FILE, ...args);
  }

  /** The same of a copy of the command elsewhere. */
  static async startFile(file: string, ...args: string[]): Promise<RunningCommand> {
    const child = spawn(process.execPath, [file, '--port', '0', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [line] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => [Buffer.from('')]),
    ])) as [Buffer];
    const url = /^Listening on (\S+)\n$/.exec(line.toString())?.[1];
    if (url === undefined) throw new Error(`the server did not start: ${line.toString()}${stderr}`);
    const running = new RunningCommand(child, url);
    running.stderr = stderr;
    child.stderr.on('data', (chunk: Buffer) => (running.stderr += chunk.toString()));
    return running;
  }

  /** Sends `signal` and returns the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const exited = once(this.process, 'exit');
    this.process.kill(signal);
    const [exitCode] = (await exited) as [number | null];
    return exitCode;
  }
}
