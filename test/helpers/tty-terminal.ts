import pty from '@lydell/node-pty';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PATIENCE_MS } from './browser';
import { type ScreenCell, TerminalScreen } from './terminal-screen';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const WEBCRT = join(ROOT, 'out', 'main', 'webcrt.js');
const LOOK_EVERY_MS = 50;
const HAS_READ = 'has read it';
/**
 * Says how the terminal is set before and afterwards, and how the program ended; and ends itself
 * once that was read, as node-pty drops what is unread a fifth of a second later. Before that word
 * there may be the answer to what the program has asked the terminal as it ended.
 */
const SHELL =
  'stty -g; sh -c \'echo "pid $$"; exec "$@"\' sh "$@"; code=$?; stty -g; echo "exit $code"; ' +
  `until case "$line" in *"${HAS_READ}") true;; *) false;; esac; do read -r line || break; done`;
/** The end of the output, where it is. */
const EXIT_CHARS = 200;
const EXIT = /\nexit (\d+)\r?\n/;

export interface TtyOptions {
  readonly cols?: number;
  readonly rows?: number;
  /** Words behind `webcrt`. */
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The command; default: that of this checkout. */
  readonly program?: string;
  /** The folder that it is started in; default: this checkout. */
  readonly cwd?: string;
  /** What the terminal answers where it is asked something. */
  readonly answers?: readonly (readonly [question: string, answer: string])[];
}

export const KITTY_ANSWERS = [
  ['\x1b_Gi=31', '\x1b_Gi=31;OK\x1b\\'],
  ['\x1b[c', '\x1b[?62;22c'],
  ['\x1b[5n', '\x1b[0n'],
] as const;
export const SIXEL_ANSWERS = [
  ['\x1b[16t', '\x1b[6;16;8t'],
  ['\x1b[c', '\x1b[?62;4;22c'],
  ['\x1b[5n', '\x1b[0n'],
] as const;

/** A program in a real terminal without a window. */
export class TtyTerminal {
  readonly screen: TerminalScreen;
  readonly exited: Promise<number>;
  private readonly pty: pty.IPty;
  /** All that the program has written. */
  output = '';
  private written: Promise<void> = Promise.resolve();
  /** Its end. To cut that out of all of it, all would be copied, each time. */
  private tail = '';
  private isRead = false;

  constructor({
    cols = 120,
    rows = 36,
    words,
    env = {},
    program = WEBCRT,
    cwd = ROOT,
    answers = [],
  }: TtyOptions) {
    this.screen = new TerminalScreen(cols, rows);
    this.pty = pty.spawn('sh', ['-c', SHELL, 'sh', process.execPath, program, ...words], {
      cols,
      rows,
      cwd,
      env: { ...ownEnvironment(), TERM: 'xterm-256color', COLORTERM: 'truecolor', ...env },
    });
    this.pty.onData((text) => {
      this.output += text;
      this.tail = (this.tail + text).slice(-EXIT_CHARS);
      for (const [question, answer] of answers) if (text.includes(question)) this.type(answer);
      this.written = this.written.then(() => this.screen.write(text));
      if (this.isRead || !EXIT.test(this.tail)) return;
      this.isRead = true;
      this.type(`${HAS_READ}\n`);
    });
    this.exited = new Promise((resolve) => {
      this.pty.onExit(() => {
        resolve(Number(EXIT.exec(this.tail)?.[1]));
      });
    });
  }

  get pid(): number {
    return Number(/pid (\d+)/.exec(this.output)?.[1]);
  }

  /** What `stty` says before and afterwards. */
  get settings(): readonly string[] {
    return this.output.match(/[\da-f]+(?::[\da-f]+){10,}/g) ?? [];
  }

  type(text: string): void {
    this.pty.write(text);
  }

  enter(line: string): void {
    this.type(`${line}\r`);
  }

  resize(cols: number, rows: number): void {
    this.screen.resize(cols, rows);
    this.pty.resize(cols, rows);
  }

  /** The terminal reads nothing more. */
  pause(): void {
    this.pty.pause();
  }

  resume(): void {
    this.pty.resume();
  }

  /** Sends a signal to the program. */
  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** What is to be seen. */
  async text(): Promise<string> {
    await this.written;
    return this.screen.rows().join('\n');
  }

  async cells(): Promise<ScreenCell[]> {
    await this.written;
    return this.screen.cells();
  }

  /** Waits until the screen shows it. */
  async waitFor(pattern: RegExp): Promise<void> {
    await this.until(pattern.source, async () => pattern.test(await this.text()));
  }

  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const untilMs = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > untilMs) throw new Error(`No ${what} in:\n${await this.text()}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async close(): Promise<void> {
    try {
      this.pty.kill('SIGKILL');
    } catch {
      // It has ended.
    }
    await this.exited;
    await this.written;
    this.screen.dispose();
  }
}

/** What this program was started in is no concern of that one. */
function ownEnvironment(): Record<string, string> {
  const foreign = ['TMUX', 'NO_COLOR', 'COLORTERM', 'WT_SESSION', 'SSH_CONNECTION'];
  const own = Object.entries(process.env).filter(([name]) => !foreign.includes(name));
  return Object.fromEntries(own) as Record<string, string>;
}
