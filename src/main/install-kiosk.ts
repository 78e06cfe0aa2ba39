import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { autostartEntry } from './autostart-entry';
import { KIOSK_UNIT, kioskUnit } from './kiosk-unit';
import { ownProgram } from './own-program';
import type { CommandLine } from './start-options';
import { UserUnits } from './user-units';

const ENTRY_NAME = 'webcrt-kiosk.desktop';

/** What of the command line a kiosk is started with again. */
function kioskArguments({ server, user }: CommandLine): readonly string[] {
  return [
    '--kiosk',
    ...(server === null ? [] : [`--server=${server}`]),
    ...(user === null ? [] : [`--user=${user}`]),
  ];
}

/**
 * Has the system start the kiosk when the user logs in: on Linux by systemd, which starts it again
 * when it is killed, or where that does not start what belongs to the desktop by the desktop's
 * autostart folder; elsewhere by the system's list of login items. Resolves to a sentence; rejects
 * when the disk refuses.
 */
export async function installKiosk(commandLine: CommandLine): Promise<string> {
  const args = kioskArguments(commandLine);
  if (process.platform === 'linux') return installOnLinux([...ownProgram(), ...args]);
  const [path = process.execPath, ...before] = ownProgram();
  app.setLoginItemSettings({ openAtLogin: true, path, args: [...before, ...args] });
  return 'WebCRT starts as a kiosk when you log in. webcrt --kiosk-remove undoes it.';
}

/** ... or no longer. */
export async function removeKiosk(): Promise<string> {
  if (process.platform === 'linux') {
    await userUnits().remove(KIOSK_UNIT);
    await rm(entryPlace()[1], { force: true });
  } else app.setLoginItemSettings({ openAtLogin: false });
  return 'WebCRT starts no longer by itself when you log in.';
}

/** Either way, and not both: a second one would only bring up the window of the first. */
async function installOnLinux(words: readonly string[]): Promise<string> {
  const [folder, entry] = entryPlace();
  const units = userUnits();
  const unit = (await units.areUsed()) ? await units.install(KIOSK_UNIT, kioskUnit(words)) : null;
  if (unit !== null) {
    await rm(entry, { force: true });
    return (
      `WebCRT starts as a kiosk when you log in, and again when it is killed (${unit}). ` +
      'webcrt --kiosk-remove undoes it.'
    );
  }
  await units.remove(KIOSK_UNIT);
  await mkdir(folder, { recursive: true });
  await writeFile(entry, autostartEntry(words, 'Calls, for somebody who presses one key'));
  return `WebCRT starts as a kiosk when you log in (${entry}). webcrt --kiosk-remove undoes it.`;
}

function userUnits(): UserUnits {
  return new UserUnits(app.getPath('appData'));
}

/** The folder, and the file in it. */
function entryPlace(): readonly [string, string] {
  const folder = join(app.getPath('appData'), 'autostart');
  return [folder, join(folder, ENTRY_NAME)];
}
