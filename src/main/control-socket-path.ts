import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where the running app listens for `webcrt ctl`. */
export interface ControlSocketPath {
  /** A folder that nobody else may enter; `null`: the system keeps others out by itself. */
  readonly folder: string | null;
  readonly path: string;
}

/** As much of the user's folder as tells one profile from another in the name of a pipe. */
const DIGEST_CHARS = 16;

/**
 * One place for each profile, so that instances side by side do not meet.
 *
 * @param userFolder Where this profile's settings are.
 */
export function controlSocketPath(
  userFolder: string,
  platform: NodeJS.Platform,
): ControlSocketPath {
  if (platform === 'win32') {
    const digest = createHash('sha256').update(userFolder.toLowerCase()).digest('hex');
    return { folder: null, path: `\\\\.\\pipe\\webcrt-${digest.slice(0, DIGEST_CHARS)}` };
  }
  const folder = join(userFolder, 'control');
  return { folder, path: join(folder, 'socket') };
}

/** Where the app keeps its settings when nobody says otherwise: as Electron decides it. */
export function defaultUserFolder(
  platform: NodeJS.Platform,
  env: Readonly<Partial<Record<string, string>>>,
  home: string,
): string {
  const name = 'webcrt';
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name);
  const configured = env.XDG_CONFIG_HOME ?? '';
  return join(configured === '' ? join(home, '.config') : configured, name);
}
