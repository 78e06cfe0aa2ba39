import { bytesToHex } from '@noble/hashes/utils.js';
import type { FilesApi, OpenedFile } from '../../shared/ipc/host-api';
import { sizeText } from '../../shared/transfer/progress-text';

/** Where the browser cannot write to a file, what comes in is kept in memory until it is whole. */
const MAX_IN_MEMORY_BYTES = 256 * 1024 * 1024;
const ID_BYTES = 8;

/** A file being written; `FilesApi` by itself, less the id. */
interface WebFile {
  readonly name: string;
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  discard(): Promise<void>;
}

/** Of the File System Access API, which only Chromium has; not in TypeScript's own types yet. */
type SavePicker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

function savePicker(): SavePicker | null {
  const { showSaveFilePicker } = window as { showSaveFilePicker?: SavePicker };
  return showSaveFilePicker === undefined ? null : (options) => showSaveFilePicker(options);
}

/**
 * What comes in, in a page: straight to the disk where the browser can, else a download at the end.
 */
export function createWebFiles(): FilesApi {
  const files = new Map<string, WebFile>();
  const find = (id: string): WebFile => {
    const file = files.get(id);
    if (file === undefined) throw new Error('That file is not open any more.');
    return file;
  };
  const register = (file: WebFile): OpenedFile => {
    const id = bytesToHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
    files.set(id, file);
    return { id, name: file.name };
  };
  return {
    open: async (suggestedName, sizeBytes) => {
      const pick = savePicker();
      const file =
        pick === null
          ? openInMemory(suggestedName, sizeBytes)
          : await openOnDisk(pick, suggestedName);
      return file === null ? null : register(file);
    },
    write: async (id, bytes) => find(id).write(new Uint8Array(bytes)),
    close: async (id) => {
      const file = find(id);
      files.delete(id);
      await file.close();
    },
    discard: async (id) => {
      const file = files.get(id);
      files.delete(id);
      await file?.discard();
    },
  };
}

/** The browser writes beside the file, and puts it in its place when it is closed. */
async function openOnDisk(pick: SavePicker, suggestedName: string): Promise<WebFile | null> {
  try {
    const handle = await pick({ suggestedName });
    const stream = await handle.createWritable();
    return {
      name: handle.name,
      write: (bytes) => stream.write(bytes),
      close: () => stream.close(),
      discard: () => stream.abort(),
    };
  } catch (error) {
    // Cancelled in the browser's own window.
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw new Error('The browser does not let this page write there.', { cause: error });
  }
}

function openInMemory(name: string, sizeBytes: number): WebFile {
  if (sizeBytes > MAX_IN_MEMORY_BYTES) {
    throw new Error(
      `This browser can take files of up to ${sizeText(MAX_IN_MEMORY_BYTES)}; ` +
        'the desktop app, Chrome and Edge take larger ones.',
    );
  }
  let parts: Uint8Array<ArrayBuffer>[] = [];
  return {
    name,
    write: (bytes) => {
      parts.push(bytes);
      return Promise.resolve();
    },
    close: () => {
      download(name, parts);
      parts = [];
      return Promise.resolve();
    },
    discard: () => {
      parts = [];
      return Promise.resolve();
    },
  };
}

/** Saves through the browser's own download, so that it lands where the user's downloads land. */
export function download(name: string, parts: readonly Uint8Array<ArrayBuffer>[]): void {
  const url = URL.createObjectURL(new Blob([...parts]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes by the next task; until then the address must live.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
