import { join } from 'node:path';

/** Where a client of its own keeps its key and settings, beside those of the app. */
export function standaloneFolder(userFolder: string): string {
  return join(userFolder, 'tty');
}
