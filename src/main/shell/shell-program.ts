import { homedir, userInfo } from 'node:os';

/** What is started, in whose home, and with what it knows of the world. */
export interface ShellProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What of the system decides it. */
export interface ShellWorld {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The user's shell, as the system has it; `null`: it has none. */
  readonly loginShell: string | null;
}

/** Of this process, and nobody else's business. */
const OWN_VARIABLES = /^(?:ELECTRON|WEBCRT|CHROME|NODE_OPTIONS|NODE_CHANNEL|npm_)/;

/** The local user's own shell, or a command that it runs. Pure. */
export function shellProgram(command: string | null, world: ShellWorld): ShellProgram {
  const { platform, env, home, loginShell } = world;
  const own = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || OWN_VARIABLES.test(name) ? [] : [[name, value] as const],
  );
  const place = {
    cwd: home,
    env: { ...Object.fromEntries(own), TERM: 'xterm-256color', COLORTERM: 'truecolor' },
  };
  if (platform === 'win32') {
    if (command === null) return { file: 'powershell.exe', args: [], ...place };
    return { file: env.ComSpec ?? 'cmd.exe', args: ['/d', '/s', '/c', command], ...place };
  }
  const file = env.SHELL ?? loginShell ?? '/bin/sh';
  // A login shell is what every terminal of macOS starts, where PATH is made by it.
  const alone = platform === 'darwin' ? ['-l'] : [];
  return { file, args: command === null ? alone : ['-c', command], ...place };
}

/** The world of this process. */
export function shellWorld(): ShellWorld {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    loginShell: loginShell(),
  };
}

function loginShell(): string | null {
  try {
    return userInfo().shell;
  } catch {
    // Somebody without an entry, as in some containers.
    return null;
  }
}
