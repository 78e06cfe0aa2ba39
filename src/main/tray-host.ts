import { execFile } from 'node:child_process';

/** The bus answers at once, or is not there. */
const PATIENCE_MS = 5_000;
/** Who shows icons on today's Linux desktops, by its name on the session's bus. */
const WATCHER = 'org.kde.StatusNotifierWatcher';
const BUS = 'org.freedesktop.DBus';

export interface TrayQuestion {
  readonly platform: NodeJS.Platform;
  /** Whether something on the bus shows icons; `null`: nobody could be asked. */
  readonly hasWatcher: boolean | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether this desktop shows a tray. Older panels for X11 have one that no bus knows of; Wayland
 * has none of that kind, and GNOME neither, unless an extension brings the one of the bus.
 */
export function showsTray({ platform, hasWatcher, env }: TrayQuestion): boolean {
  if (platform !== 'linux' || hasWatcher !== false) return true;
  const isGnome = (env.XDG_CURRENT_DESKTOP ?? '').split(':').includes('GNOME');
  return !isGnome && env.XDG_SESSION_TYPE !== 'wayland';
}

/** Asks whether this desktop shows a tray, and keeps the last answer. */
export class TrayHost {
  private isShown = true;

  constructor(private readonly platform: NodeJS.Platform) {}

  get showsTray(): boolean {
    return this.isShown;
  }

  /** Asks again: extensions come and go, and panels start after those who need them. */
  async look(): Promise<void> {
    if (this.platform !== 'linux') return;
    const { platform } = this;
    this.isShown = showsTray({ platform, hasWatcher: await hasWatcher(), env: process.env });
  }
}

function hasWatcher(): Promise<boolean | null> {
  const words = ['--user', 'call', BUS, '/org/freedesktop/DBus', BUS, 'NameHasOwner', 's', WATCHER];
  return new Promise((resolve) => {
    execFile('busctl', words, { timeout: PATIENCE_MS }, (error, stdout) => {
      const answer = /^b (true|false)\s*$/.exec(stdout)?.[1];
      resolve(error !== null || answer === undefined ? null : answer === 'true');
    });
  });
}
