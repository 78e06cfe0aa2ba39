import { createStore, del, get, keys, update, type UseStore } from 'idb-keyval';

/** What is kept on this device beside the settings, by key. Whatever is read has to be parsed. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  /** Atomically: no two changes of one key meet. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/** IndexedDB, of the page or of the app's own origin. Opened when it is first used. */
export function openKeyValueStore(): KeyValueStore {
  let opened: UseStore | undefined;
  const store = (): UseStore => (opened ??= createStore('webcrt', 'kept'));
  return {
    get: (key) => get<unknown>(key, store()),
    update: (key, change) => update<unknown>(key, change, store()),
    remove: (key) => del(key, store()),
    keys: async () => (await keys(store())).filter((key) => typeof key === 'string'),
  };
}
