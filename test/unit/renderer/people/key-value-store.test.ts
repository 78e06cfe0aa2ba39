import { afterEach, describe, expect, it, vi } from 'vitest';
import { openKeyValueStore } from '../../../../src/renderer/people/key-value-store';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** As a browser that blocks site data, or one whose disk fails. */
function failingRequest(): unknown {
  const request = { error: new Error('UnknownError'), onerror: (): void => undefined };
  queueMicrotask(() => {
    request.onerror();
  });
  return request;
}

describe('a device whose storage cannot be opened', () => {
  it.each([
    [
      'throws',
      () => ({
        open: () => {
          throw new Error('SecurityError');
        },
      }),
    ],
    ['fails', () => ({ open: failingRequest })],
    ['is not there', () => undefined],
  ])('keeps things as long as the page where it %s, and tells it once', async (_how, indexedDb) => {
    vi.stubGlobal('indexedDB', indexedDb());
    const losses: unknown[] = [];
    const store = openKeyValueStore((error) => losses.push(error));
    expect(await Promise.all([store.get('calls'), store.keys()])).toEqual([undefined, []]);
    await Promise.all([
      store.update('calls', () => [1]),
      store.update('calls', (calls) => [...(calls as number[]), 2]),
    ]);
    expect(await store.get('calls')).toEqual([1, 2]);
    expect(await store.keys()).toEqual(['calls']);
    await store.remove('calls');
    expect(await store.get('calls')).toBeUndefined();
    expect(losses).toHaveLength(1);
  });
});
