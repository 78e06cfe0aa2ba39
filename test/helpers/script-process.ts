import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A script of the checkout, run as a user runs it. */
export class ScriptProcess {
  /** Everything that it wrote so far, to either stream. */
  output = '';
  /** Resolves to the exit code; to null when a signal ended it. */
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly watchers = new Set<() => void>();
  private hasEnded = false;

  /** `env`: changes to this process's environment; undefined removes a variable. */
  constructor(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [script, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', this.keep);
    this.child.stderr?.setEncoding('utf8').on('data', this.keep);
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code) => {
        this.hasEnded = true;
        for (const watcher of this.watchers) watcher();
        resolve(code);
      });
    });
  }

  /** Waits until the output matches; resolves to the match. Rejects when the script ends before. */
  waitForOutput(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(this.output);
        if (match === null && !this.hasEnded) return;
        this.watchers.delete(look);
        if (match !== null) resolve(match);
        else reject(new Error(`ended without ${String(pattern)}:\n${this.output}`));
      };
      this.watchers.add(look);
      look();
    });
  }

  /** Ends it by a signal, unless it has ended. Resolves to the exit code. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  private readonly keep = (chunk: string): void => {
    this.output += chunk;
    for (const watcher of this.watchers) watcher();
  };
}
