import { createStore, del, get, keys, update } from 'idb-keyval';

/** What is kept on this device beside the settings, by key. Whatever is read has to be parsed. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  /** Atomically: no two changes of one key meet. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/**
 * IndexedDB, of the page or of the app's own origin, opened when it is first used. Where it cannot
 * be opened (site data is blocked, the disk fails) that is told once, and things are kept as long
 * as the page.
 */
export function openKeyValueStore(handleLoss: (error: unknown) => void): KeyValueStore {
  let opening: Promise<KeyValueStore> | undefined;
  const opened = (): Promise<KeyValueStore> =>
    (opening ??= openDatabase().catch((error: unknown) => {
      handleLoss(error);
      return createMemoryStore();
    }));
  return {
    get: async (key) => (await opened()).get(key),
    update: async (key, change) => (await opened()).update(key, change),
    remove: async (key) => (await opened()).remove(key),
    keys: async () => (await opened()).keys(),
  };
}

async function openDatabase(): Promise<KeyValueStore> {
  const store = createStore('webcrt', 'kept');
  // Opens it; what fails later fails for whoever asks then.
  await keys(store);
  return {
    get: (key) => get<unknown>(key, store),
    update: (key, change) => update<unknown>(key, change, store),
    remove: (key) => del(key, store),
    keys: async () => (await keys(store)).filter((key) => typeof key === 'string'),
  };
}

/** Keeps what it is given as long as it is there itself. */
export function createMemoryStore(): KeyValueStore {
  const values = new Map<string, unknown>();
  return {
    get: (key) => Promise.resolve(values.get(key)),
    update: (key, change) => {
      values.set(key, change(values.get(key)));
      return Promise.resolve();
    },
    remove: (key) => {
      values.delete(key);
      return Promise.resolve();
    },
    keys: () => Promise.resolve([...values.keys()]),
  };
}
