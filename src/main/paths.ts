import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';

/** out/, as built: this file ends up in out/main. */
const OUT_FOLDER = dirname(dirname(fileURLToPath(import.meta.url)));

/** Everything that the main process reads or writes, beside what the user chooses. */
export interface AppPaths {
  readonly rendererFolder: string;
  readonly preload: string;
  readonly icon: string;
  /** Holds a PNG per state. */
  readonly trayIconFolder: string;
  readonly userFolder: string;
  /** What this app's own server keeps. */
  readonly serverFolder: string;
  readonly log: string;
}

export function appPaths(): AppPaths {
  const assets = join(app.getAppPath(), 'assets');
  const userFolder = app.getPath('userData');
  return {
    rendererFolder: join(OUT_FOLDER, 'renderer'),
    preload: join(OUT_FOLDER, 'preload', 'index.cjs'),
    icon: join(assets, 'icon.png'),
    trayIconFolder: join(assets, 'tray'),
    userFolder,
    serverFolder: join(userFolder, 'server'),
    log: join(userFolder, 'logs', 'webcrt.log'),
  };
}

/** Where a .clivrt may lie, best first: beside the executable, then in the home directory. */
export function clivrtPaths(): readonly string[] {
  // An AppImage and a portable .exe run from a copy; these name the file that the user started.
  const { APPIMAGE, PORTABLE_EXECUTABLE_FILE } = process.env;
  const executable = APPIMAGE ?? PORTABLE_EXECUTABLE_FILE ?? app.getPath('exe');
  return [dirname(executable), app.getPath('home')].map((folder) => join(folder, '.clivrt'));
}
