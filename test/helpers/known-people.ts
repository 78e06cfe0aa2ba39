import type { BrowserContext } from 'playwright-core';
import { type IdentityBook, withVerified } from '../../src/shared/people/identity-book';

/** Somebody, by a name on a server and a key. */
export interface Verified {
  readonly server: string;
  readonly name: string;
  readonly key: string;
}

/**
 * Has the pages of `context` know people as verified, as if they had compared keys in an earlier
 * call. To be called before the first page opens.
 */
export async function verifiedBefore(
  context: BrowserContext,
  people: readonly Verified[],
): Promise<void> {
  const book = people.reduce<IdentityBook>(
    (known, { key, ...who }) => withVerified(known, who, key),
    [],
  );
  // Opened before the app's own scripts run, and so written before they read.
  await context.addInitScript((kept) => {
    const opening = indexedDB.open('webcrt');
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('kept');
    };
    opening.onsuccess = () => {
      opening.result.transaction('kept', 'readwrite').objectStore('kept').put(kept, 'identities');
      opening.result.close();
    };
  }, book);
}
