import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import writeFileAtomic from 'write-file-atomic';
import type { KeyValueStore } from '../../renderer/people/key-value-store';

const NAME = 'kept';
const OWNER_ONLY = 0o600;

/**
 * What is kept of people, calls and chat, in one file that its owner alone may read. What the disk
 * refuses is told once, and kept as long as the program.
 */
export function openFileStore(folder: string, handleLoss: (error: unknown) => void): KeyValueStore {
  const path = join(folder, NAME);
  const values = read(path);
  let isLost = false;
  const write = async (): Promise<void> => {
    try {
      mkdirSync(folder, { recursive: true });
      await writeFileAtomic(path, serialize(values), { mode: OWNER_ONLY });
    } catch (error) {
      if (!isLost) handleLoss(error);
      isLost = true;
    }
  };
  return {
    get: (key) => Promise.resolve(values.get(key)),
    update: (key, change) => {
      values.set(key, change(values.get(key)));
      return write();
    },
    remove: (key) => {
      values.delete(key);
      return write();
    },
    keys: () => Promise.resolve([...values.keys()]),
  };
}

/** What cannot be read begins anew. */
function read(path: string): Map<string, unknown> {
  try {
    const value: unknown = deserialize(readFileSync(path));
    if (value instanceof Map) return new Map(value as ReadonlyMap<string, unknown>);
  } catch {
    // There is none yet, or it is none of ours.
  }
  return new Map();
}
