import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Written into packages by whoever makes them (scripts/release). */
const FILE = 'package-type';
/** Whose packages a program of the system keeps up to date. */
const MANAGED = ['deb', 'rpm'];

/**
 * Whether something of the system tells of new versions, and brings them: a package manager, a
 * store.
 */
export function isManagedElsewhere(
  resourcesFolder: string,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env.FLATPAK_ID !== undefined || env.SNAP !== undefined) return true;
  try {
    return MANAGED.includes(readFileSync(join(resourcesFolder, FILE), 'utf8').trim());
  } catch {
    return false;
  }
}
