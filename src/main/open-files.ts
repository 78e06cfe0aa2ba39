import { randomBytes } from 'node:crypto';
import type { Disposable } from '../shared/base/lifecycle';
import type { OpenedFile } from '../shared/ipc/host-api';
import { ReceivedFile } from './received-file';
import { UserError } from './user-error';

/** Both directions of a call's transfers, and some. */
const MAX_OPEN_FILES = 32;
const ID_BYTES = 8;

/** The files that are coming in, by ids that nobody can guess. */
export class OpenFiles implements Disposable {
  private readonly files = new Map<string, ReceivedFile>();

  /** @throws UserError where as many are open as may be */
  checkRoom(): void {
    if (this.files.size >= MAX_OPEN_FILES) throw new UserError('Too many files are coming in.');
  }

  async create(path: string, sizeBytes: number): Promise<OpenedFile> {
    const file = await ReceivedFile.create(path, sizeBytes);
    const id = randomBytes(ID_BYTES).toString('hex');
    this.files.set(id, file);
    return { id, name: file.name };
  }

  async write(id: string, bytes: Uint8Array): Promise<void> {
    await this.find(id).write(bytes);
  }

  /** It is whole. Resolves to its path. */
  async close(id: string): Promise<string> {
    const file = this.find(id);
    this.files.delete(id);
    await file.close();
    return file.path;
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
