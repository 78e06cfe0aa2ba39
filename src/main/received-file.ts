import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from './user-error';

/**
 * A file that comes in piece by piece: beside the place that the user chose until it is whole, so
 * that half a file never passes for one, and what it replaces is there until then.
 */
export class ReceivedFile {
  private writtenBytes = 0;

  private constructor(
    readonly path: string,
    private readonly partPath: string,
    private readonly handle: FileHandle,
    private readonly sizeBytes: number,
  ) {}

  /** Throws a `UserError` when there can be no file. */
  static async create(path: string, sizeBytes: number): Promise<ReceivedFile> {
    const partPath = `${path}.${randomBytes(4).toString('hex')}.part`;
    try {
      const handle = await open(partPath, 'wx');
      return new ReceivedFile(path, partPath, handle, sizeBytes);
    } catch {
      throw new UserError(`${basename(path)} could not be saved there.`);
    }
  }

  get name(): string {
    return basename(this.path);
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.writtenBytes + bytes.byteLength > this.sizeBytes) {
      throw new UserError(`${this.name} is larger than was said.`);
    }
    try {
      await this.handle.writeFile(bytes);
      this.writtenBytes += bytes.byteLength;
    } catch {
      throw new UserError(`${this.name} could not be written. Is the disk full?`);
    }
  }

  async close(): Promise<void> {
    try {
      await this.handle.close();
      await rename(this.partPath, this.path);
    } catch {
      await rm(this.partPath, { force: true });
      throw new UserError(`${this.name} could not be saved there.`);
    }
  }

  async discard(): Promise<void> {
    await this.handle.close();
    await rm(this.partPath, { force: true });
  }
}
