import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../.cache/clips/', import.meta.url));

/** The path of a clip that is kept from one run to the next, made where it is not there yet. */
export function keptClip(name: string, make: () => Uint8Array): string {
  return findClip(name) ?? keepClip(name, make());
}

/** `null`: there is no clip of that name yet. */
export function findClip(name: string): string | null {
  const path = join(FOLDER, name);
  return existsSync(path) ? path : null;
}

export function keepClip(name: string, content: Uint8Array): string {
  const path = join(FOLDER, name);
  mkdirSync(dirname(path), { recursive: true });
  // Written aside and renamed, so that nobody plays half a clip.
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, content);
  renameSync(partial, path);
  return path;
}
