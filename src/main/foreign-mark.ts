import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What tells the system that a file came from elsewhere, so that it asks before it runs it. */
export type ForeignMark =
  | { readonly kind: 'stream'; readonly path: string; readonly text: string }
  | { readonly kind: 'command'; readonly program: string; readonly args: readonly string[] };

/**
 * The zone of the internet, which SmartScreen and Office's Protected View heed ([MS-FSCC] 5.6.1).
 */
const INTERNET_ZONE = '[ZoneTransfer]\r\nZoneId=3\r\n';
/** Quarantined, and not looked at by Gatekeeper yet. */
const QUARANTINE_FLAGS = '0081';

/**
 * The mark of a system: the Mark of the Web on Windows, quarantine on macOS; `null` where there is
 * none.
 *
 * @param nowS when the file came, in seconds since 1970
 */
export function foreignMark(
  platform: NodeJS.Platform,
  path: string,
  nowS: number,
): ForeignMark | null {
  if (platform === 'win32')
    return { kind: 'stream', path: `${path}:Zone.Identifier`, text: INTERNET_ZONE };
  if (platform === 'darwin') {
    const value = `${QUARANTINE_FLAGS};${Math.floor(nowS).toString(16)};WebCRT;`;
    const args = ['-w', 'com.apple.quarantine', value, path];
    return { kind: 'command', program: '/usr/bin/xattr', args };
  }
  return null;
}

/**
 * Marks a file as one that came from elsewhere. Rejects where the disk keeps no such marks (FAT).
 */
export async function markAsForeign(path: string): Promise<void> {
  const mark = foreignMark(process.platform, path, Date.now() / 1_000);
  if (mark === null) return;
  if (mark.kind === 'stream') await writeFile(mark.path, mark.text);
  else await promisify(execFile)(mark.program, [...mark.args]);
}
