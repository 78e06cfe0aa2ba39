import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describeError } from '../../shared/base/error-code';
import { readKeptFile, writeKeptFile } from '../kept-file';
import { type KeptRoom, keptRoomsSchema, type RoomStore } from './room-store';

const FILE_NAME = 'rooms.json';
const FOLDER_MODE = 0o700;

/**
 * The folder or its file cannot be used; the message is one sentence for whoever runs the server.
 */
export class RoomStoreError extends Error {
  override readonly name = 'RoomStoreError';
}

/** Makes the folder for kept rooms when it is missing. Throws a RoomStoreError when it cannot. */
export function makeFolder(folder: string): void {
  try {
    makeFolders(resolve(folder));
  } catch (error) {
    const code = describeError(error);
    const why =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? `${folder} is a file, or lies behind one, and kept rooms go to a folder: name another, ` +
          'it is made when it is missing.'
        : `Cannot make the folder ${folder} (${code}).`;
    throw new RoomStoreError(why);
  }
}

/**
 * Not with `recursive`: where a file system says ENOENT to every new folder (/proc), Node.js asks
 * for ever.
 */
function makeFolders(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolders(parent);
  mkdirSync(folder, { mode: FOLDER_MODE });
}

function readRooms(file: string): readonly KeptRoom[] {
  const read = readKeptFile(file, keptRoomsSchema);
  if (read.ok) return read.value?.rooms ?? [];
  const { kind, why } = read.error;
  // Never written over: there is something in it that somebody may want back.
  throw new RoomStoreError(
    kind === 'unreadable'
      ? `Cannot read the kept rooms in ${file} (${why}).`
      : `${file} holds no kept rooms (${why}): mend it, or move it away.`,
  );
}

/** Kept rooms in one JSON file, which is replaced as a whole. */
export class FileRoomStore implements RoomStore {
  private readonly bySlug: Map<string, KeptRoom>;
  /** The write that is under way, and the one that waits for it: any number of changes share it. */
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  private constructor(
    private readonly file: string,
    rooms: readonly KeptRoom[],
  ) {
    this.bySlug = new Map(rooms.map((room) => [room.slug, room]));
  }

  /** Makes `folder` when it is missing. Throws a RoomStoreError when it cannot be used. */
  static open(folder: string): FileRoomStore {
    makeFolder(folder);
    const file = join(folder, FILE_NAME);
    return new FileRoomStore(file, readRooms(file));
  }

  get rooms(): readonly KeptRoom[] {
    return [...this.bySlug.values()];
  }

  async put(room: KeptRoom): Promise<void> {
    const before = this.bySlug.get(room.slug);
    this.bySlug.set(room.slug, room);
    await this.write().catch((error: unknown) => {
      // Not promised, and so not written with the next change either.
      if (this.bySlug.get(room.slug) === room) this.restore(room.slug, before);
      throw error;
    });
  }

  async remove(slug: string): Promise<void> {
    if (this.bySlug.delete(slug)) await this.write();
  }

  private restore(slug: string, room: KeptRoom | undefined): void {
    if (room === undefined) this.bySlug.delete(slug);
    else this.bySlug.set(slug, room);
  }

  private write(): Promise<void> {
    this.next ??= this.writing
      .catch(() => undefined)
      .then(() => {
        // What changes from here on is for the write after this one.
        this.next = null;
        this.writing = writeKeptFile(this.file, { version: 2, rooms: this.rooms });
        return this.writing;
      });
    return this.next;
  }
}
