import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Disposable } from '../shared/base/lifecycle';
import type { FilesApi, OpenedFile } from '../shared/ipc/host-api';
import { safeFileName } from '../shared/transfer/file-name';
import { OpenFiles } from './open-files';

/**
 * The files that come in, each where the user said. Whatever is open when the app ends is
 * discarded.
 */
export class ReceivedFiles implements FilesApi, Disposable {
  private readonly files = new OpenFiles();

  /** @param mark tells the system that the file at a path came from elsewhere */
  constructor(
    private readonly window: () => BrowserWindow,
    private readonly mark: (path: string) => Promise<void>,
  ) {}

  async open(suggestedName: string, sizeBytes: number): Promise<OpenedFile | null> {
    this.files.checkRoom();
    const { canceled, filePath } = await dialog.showSaveDialog(this.window(), {
      defaultPath: join(app.getPath('downloads'), safeFileName(suggestedName)),
    });
    if (canceled || filePath === '') return null;
    return this.files.create(filePath, sizeBytes);
  }

  write(id: string, bytes: Uint8Array): Promise<void> {
    return this.files.write(id, bytes);
  }

  async close(id: string): Promise<void> {
    const path = await this.files.close(id);
    // A file without it is whole all the same: some disks keep no marks.
    await this.mark(path).catch(() => undefined);
  }

  discard(id: string): Promise<void> {
    return this.files.discard(id);
  }

  dispose(): void {
    this.files.dispose();
  }
}
