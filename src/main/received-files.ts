import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Disposable } from '../shared/base/lifecycle';
import type { FilesApi, OpenedFile } from '../shared/ipc/host-api';
import { safeFileName } from '../shared/transfer/file-name';
import { ReceivedFile } from './received-file';
import { UserError } from './user-error';

/** Both directions of a call's transfers, and some. */
const MAX_OPEN_FILES = 32;
const ID_BYTES = 8;

/**
 * The files that come in, each where the user said. Whatever is open when the app ends is
 * discarded.
 */
export class ReceivedFiles implements FilesApi, Disposable {
  private readonly files = new Map<string, ReceivedFile>();

  /** @param mark tells the system that the file at a path came from elsewhere */
  constructor(
    private readonly window: () => BrowserWindow,
    private readonly mark: (path: string) => Promise<void>,
  ) {}

  async open(suggestedName: string, sizeBytes: number): Promise<OpenedFile | null> {
    if (this.files.size >= MAX_OPEN_FILES) throw new UserError('Too many files are coming in.');
    const { canceled, filePath } = await dialog.showSaveDialog(this.window(), {
      defaultPath: join(app.getPath('downloads'), safeFileName(suggestedName)),
    });
    if (canceled || filePath === '') return null;
    const file = await ReceivedFile.create(filePath, sizeBytes);
    const id = randomBytes(ID_BYTES).toString('hex');
    this.files.set(id, file);
    return { id, name: file.name };
  }

  async write(id: string, bytes: Uint8Array): Promise<void> {
    await this.find(id).write(bytes);
  }

  async close(id: string): Promise<void> {
    const file = this.find(id);
    this.files.delete(id);
    await file.close();
    // A file without it is whole all the same: some disks keep no marks.
    await this.mark(file.path).catch(() => undefined);
  }

  async discard(id: string): Promise<void> {
    const file = this.files.get(id);
    this.files.delete(id);
    await file?.discard();
  }

  dispose(): void {
    for (const id of [...this.files.keys()]) this.discard(id).catch(() => undefined);
  }

  private find(id: string): ReceivedFile {
    const file = this.files.get(id);
    if (file === undefined) throw new UserError('That file is not open any more.');
    return file;
  }
}
