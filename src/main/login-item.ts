import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { autostartEntry } from './autostart-entry';
import type { CommandLine } from './start-options';

const ENTRY_NAME = 'webcrt-kiosk.desktop';

/** What of the command line a kiosk is started with again. */
export function kioskArguments({ server, user }: CommandLine): readonly string[] {
  return [
    '--kiosk',
    ...(server === null ? [] : [`--server=${server}`]),
    ...(user === null ? [] : [`--user=${user}`]),
  ];
}

/**
 * Has the system start the kiosk when the user logs in: on Linux by the desktop's autostart folder,
 * elsewhere by the system's list of login items. Resolves to a sentence; rejects when the disk
 * refuses.
 */
export async function installKiosk(commandLine: CommandLine): Promise<string> {
  const args = kioskArguments(commandLine);
  if (process.platform === 'linux') {
    const [folder, path] = entryPlace();
    await mkdir(folder, { recursive: true });
    await writeFile(path, autostartEntry([...ownProgram(), ...args]));
    return `WebCRT starts as a kiosk when you log in (${path}). webcrt --kiosk-remove undoes it.`;
  }
  const [path = process.execPath, ...before] = ownProgram();
  app.setLoginItemSettings({ openAtLogin: true, path, args: [...before, ...args] });
  return 'WebCRT starts as a kiosk when you log in. webcrt --kiosk-remove undoes it.';
}

/** ... or no longer. */
export async function removeKiosk(): Promise<string> {
  if (process.platform === 'linux') await rm(entryPlace()[1], { force: true });
  else app.setLoginItemSettings({ openAtLogin: false });
  return 'WebCRT starts no longer by itself when you log in.';
}

/** What starts this app: an AppImage and a portable .exe run from a copy of themselves. */
function ownProgram(): readonly string[] {
  const { APPIMAGE, PORTABLE_EXECUTABLE_FILE } = process.env;
  const program = APPIMAGE ?? PORTABLE_EXECUTABLE_FILE ?? process.execPath;
  return app.isPackaged ? [program] : [program, app.getAppPath()];
}

/** The folder, and the file in it. */
function entryPlace(): readonly [string, string] {
  const folder = join(app.getPath('appData'), 'autostart');
  return [folder, join(folder, ENTRY_NAME)];
}
