/** As much of a storage as is used: its keys are properties of it. */
export function fakeStorage(): Storage {
  const storage: Record<string, unknown> = {};
  const define = (name: string, value: unknown): void => {
    Object.defineProperty(storage, name, { value, enumerable: false });
  };
  define('getItem', (key: string) => storage[key] ?? null);
  define('setItem', (key: string, value: string) => {
    storage[key] = value;
  });
  define('removeItem', (key: string) => Reflect.deleteProperty(storage, key));
  return storage as unknown as Storage;
}
