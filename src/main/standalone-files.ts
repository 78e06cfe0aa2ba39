import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { FilesApi, OpenedFile } from '../shared/ipc/host-api';
import { safeFileName } from '../shared/transfer/file-name';
import { OpenFiles } from './open-files';
import { UserError } from './user-error';

/** Files that come in, or are saved, in one folder, and beside those that are there. */
export class StandaloneFiles implements FilesApi {
  private readonly files = new OpenFiles();

  constructor(private readonly folder: string) {}

  async open(suggestedName: string, sizeBytes: number): Promise<OpenedFile> {
    this.files.checkRoom();
    return this.files.create(this.placeFor(suggestedName), sizeBytes);
  }

  write(id: string, bytes: Uint8Array): Promise<void> {
    return this.files.write(id, bytes);
  }

  async close(id: string): Promise<void> {
    await this.files.close(id);
  }

  discard(id: string): Promise<void> {
    return this.files.discard(id);
  }

  /** Resolves to the name that it was saved under. */
  async save(suggestedName: string, bytes: Uint8Array): Promise<string> {
    const path = this.placeFor(suggestedName);
    await writeFile(path, bytes, { flag: 'wx' }).catch(() => {
      throw new UserError(`${basename(path)} could not be saved there.`);
    });
    return basename(path);
  }

  /** `name (2).txt`, where there is a `name.txt`. */
  private placeFor(suggestedName: string): string {
    const name = safeFileName(suggestedName);
    const end = extname(name);
    const stem = name.slice(0, name.length - end.length);
    let path = join(this.folder, name);
    for (let copy = 2; existsSync(path); copy++)
      path = join(this.folder, `${stem} (${copy})${end}`);
    return path;
  }
}
