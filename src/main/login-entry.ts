import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { autostartEntry, isEntryOn } from './autostart-entry';
import { ownProgram } from './own-program';

const ENTRY_FILE = 'org.webcrt.app.desktop';
const HIDDEN = '--hidden';

/** The place of the app among what the system starts when the user logs in. */
export interface LoginEntry {
  isOn(): Promise<boolean>;
  /** Rejects when the system refuses. */
  set(isOn: boolean): Promise<void>;
}

/** On Linux a file of the desktop's; elsewhere the system's own list. */
export function systemLoginEntry(platform: NodeJS.Platform): LoginEntry {
  return platform === 'linux' ? desktopEntry() : listedItem();
}

/** Whether the system has started the app as the user logged in, where no option says so. */
export function isStartedByLogin(platform: NodeJS.Platform): boolean {
  // macOS hands on no options, and opens nothing hidden since its version 13.
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

function desktopEntry(): LoginEntry {
  const path = join(app.getPath('appData'), 'autostart', ENTRY_FILE);
  return {
    isOn: async () => {
      const entry = await readFile(path, 'utf8').catch(() => null);
      return entry !== null && isEntryOn(entry);
    },
    set: async (isOn) => {
      if (!isOn) {
        await rm(path, { force: true });
        return;
      }
      await mkdir(dirname(path), { recursive: true });
      const words = [...ownProgram(), HIDDEN];
      await writeFile(
        path,
        autostartEntry(words, 'Waits in the tray, so that people can call you'),
      );
    },
  };
}

function listedItem(): LoginEntry {
  const [path = process.execPath, ...before] = ownProgram();
  const args = [...before, HIDDEN];
  return {
    isOn: () => Promise.resolve(app.getLoginItemSettings({ path, args }).openAtLogin),
    set: (isOn) => {
      app.setLoginItemSettings({ openAtLogin: isOn, path, args });
      return Promise.resolve();
    },
  };
}
