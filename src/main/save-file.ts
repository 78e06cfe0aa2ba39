import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { safeFileName } from '../shared/transfer/file-name';
import { UserError } from './user-error';

/**
 * Asks where to, and saves there. Resolves to the name it was saved under, or to null when the user
 * changed their mind. Rejects with a `UserError` when the
 * file cannot be written.
 */
export async function saveFile(
  window: BrowserWindow,
  suggestedName: string,
  bytes: Uint8Array,
): Promise<string | null> {
  const name = safeFileName(suggestedName);
  const extension = extname(name).slice(1);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('downloads'), name),
    filters: extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  if (canceled || filePath === '') return null;
  await writeFile(filePath, bytes).catch(() => {
    throw new UserError(`${basename(filePath)} could not be saved there.`);
  });
  return basename(filePath);
}
