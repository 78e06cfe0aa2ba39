import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { FilesApi, OpenedFile } from '../shared/ipc/host-api';
import { safeFileName } from '../shared/transfer/file-name';
import { ReceivedFile } from './received-file';
import { UserError } from './user-error';

const MAX_OPEN_FILES = 32;
const ID_BYTES = 8;

/** Files that come in, or are saved, in one folder, and beside those that are there. */
export class StandaloneFiles implements FilesApi {
  private readonly files = new Map<string, ReceivedFile>();

  constructor(private readonly folder: string) {}

  async open(suggestedName: string, sizeBytes: number): Promise<OpenedFile> {
    if (this.files.size >= MAX_OPEN_FILES) throw new UserError('Too many files are coming in.');
    const file = await ReceivedFile.create(this.placeFor(suggestedName), sizeBytes);
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
  }

  async discard(id: string): Promise<void> {
    const file = this.files.get(id);
    this.files.delete(id);
    await file?.discard();
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

  private find(id: string): ReceivedFile {
    const file = this.files.get(id);
    if (file === undefined) throw new UserError('That file is not open any more.');
    return file;
  }
}
