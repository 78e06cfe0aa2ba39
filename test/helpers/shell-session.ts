import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** How long a shell may take on a busy machine. */
const PATIENCE_MS = 60_000;

/** A shell at a terminal of its own, typed into as a person does. */
export class ShellSession {
  private readonly child: ChildProcess;
  private readonly home = mkdtempSync(join(tmpdir(), 'webcrt-shell-'));
  private output = '';
  private lines = 0;

  /** @param command A shell, with what makes it take no files of whoever runs the tests. */
  constructor(command: string) {
    // `script` makes the terminal: shells complete nothing without one.
    this.child = spawn('script', ['-qfec', command, '/dev/null'], {
      cwd: this.home,
      env: {
        PATH: process.env.PATH,
        HOME: this.home,
        TERM: 'dumb',
        LC_ALL: 'C.UTF-8',
        // None: it would be written as the shell ends, while its home is taken away.
        HISTFILE: '',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      this.output += chunk;
    });
  }

  /** Types a line, and waits until it was run. */
  async run(line: string): Promise<void> {
    const mark = `ready-${++this.lines}-`;
    // The line as it is typed shows the mark in two pieces.
    this.child.stdin?.write(`${line}; echo ${mark.slice(0, 3)}''${mark.slice(3)}\n`);
    await this.until(() => this.output.includes(mark), line);
  }

  /**
   * Types keys (a tab completes), and resolves to the words that the program is then started with.
   * The program has to be a function that prints them between `<` and `>`.
   */
  async complete(keys: string): Promise<string> {
    const before = this.output.length;
    this.child.stdin?.write(`${keys}\n`);
    const said = (): string | undefined => /<([^<>]*)>/.exec(this.output.slice(before))?.[1];
    await this.until(() => said() !== undefined, keys);
    return (said() ?? '').trim();
  }

  private async until(holds: () => boolean, typed: string): Promise<void> {
    await vi.waitFor(
      () => {
        if (!holds()) throw new Error(`${JSON.stringify(typed)} came to ${this.output}`);
      },
      { timeout: PATIENCE_MS },
    );
  }

  dispose(): void {
    this.child.kill('SIGKILL');
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10 });
  }
}
