import { createRequire } from 'node:module';
import type * as NodePty from '@lydell/node-pty';
import type { ShellSize } from '../../shared/shell/shell-screen';

/** A program in a pseudo-terminal. */
export interface PtyProcess {
  write(data: string): void;
  resize(size: ShellSize): void;
  /** The program waits once what it has written is not read. */
  pause(): void;
  resume(): void;
  /** It hangs up, as a terminal does whose window is closed. */
  kill(): void;
}

export interface PtyOptions extends ShellSize {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** In whole characters. */
  readonly handleData: (text: string) => void;
  /** Once. */
  readonly handleExit: (exitCode: number) => void;
}

/** As programs know it: 256 colours, and what xterm does. */
const TERMINAL_NAME = 'xterm-256color';

const requireHere = createRequire(import.meta.url);

/**
 * Starts a program; `null`: there is no pseudo-terminal to be had on this system. The only file
 * that knows node-pty, which is native code and optional.
 *
 * @throws Error when the program cannot be started.
 */
export function openPty(options: PtyOptions): PtyProcess | null {
  const library = loadLibrary();
  if (library === null) return null;
  const { file, args, cols, rows, cwd, env, handleData, handleExit } = options;
  const pty = library.spawn(file, [...args], { name: TERMINAL_NAME, cols, rows, cwd, env });
  let isOver = false;
  pty.onData(handleData);
  pty.onExit(({ exitCode }) => {
    isOver = true;
    handleExit(exitCode);
  });
  // Its end may be on its way: what is done to it then is of no use, and throws.
  const whileThere = (act: () => void): void => {
    if (!isOver) attempt(act);
  };
  return {
    write: (data) => {
      whileThere(() => {
        pty.write(data);
      });
    },
    resize: (size) => {
      whileThere(() => {
        pty.resize(size.cols, size.rows);
      });
    },
    pause: () => {
      whileThere(() => {
        pty.pause();
      });
    },
    resume: () => {
      whileThere(() => {
        pty.resume();
      });
    },
    kill: () => {
      whileThere(() => {
        pty.kill();
      });
    },
  };
}

/** `null`: it is not installed, or not for this system. */
function loadLibrary(): typeof NodePty | null {
  try {
    return requireHere('@lydell/node-pty') as typeof NodePty;
  } catch {
    return null;
  }
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // Its end is told by itself.
  }
}
