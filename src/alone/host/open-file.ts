import { open, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../../renderer/transfer/outgoing-file';

/**
 * Opens a file to read pieces of it. A piece is refused once the file has changed, as a browser
 * refuses it.
 *
 * @param typed Its path as somebody typed it, or as a terminal pastes a file that is dropped there.
 * @throws Error There is no file there that may be read.
 */
export async function openFile(typed: string): Promise<SourceFile> {
  const path = resolve(pathOf(typed));
  const { size, mtimeMs } = await stat(path);
  // A folder is told at once, and a file that may not be read.
  await readPiece(path, { start: 0, end: Math.min(1, size), mtimeMs });
  return {
    name: basename(path),
    size,
    slice: (start, end) => ({ arrayBuffer: () => readPiece(path, { start, end, mtimeMs }) }),
  };
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly mtimeMs: number;
}

async function readPiece(path: string, { start, end, mtimeMs }: Piece): Promise<ArrayBuffer> {
  const file = await open(path);
  try {
    const now = await file.stat();
    // A device or a pipe has no size, and may never come to its end.
    if (!now.isFile() || now.mtimeMs !== mtimeMs) throw new Error(`${path} is no file any more`);
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.buffer.slice(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What a shell would make of it: quotes, spaces behind a backslash, `~` and addresses of files. */
export function pathOf(typed: string): string {
  const text = typed.trim();
  if (text.startsWith('file://')) return fileURLToPath(text);
  const quoted = /^(['"])(.*)\1$/.exec(text);
  if (quoted !== null) return quoted[2];
  const path = process.platform === 'win32' ? text : text.replaceAll(/\\(.)/g, '$1');
  return /^~(?=\/|$)/.test(path) ? join(homedir(), path.slice(1)) : path;
}
