import { MAX_LIST_BYTES } from './version-list';

/** Where the list of versions is. */
export const LIST_URL = 'https://webcrt.example/latest.json';
const PATIENCE_MS = 20_000;

/** What is used of `fetch`: nothing of the user goes along. */
export type Fetch = (
  url: string,
  options: {
    readonly signal: AbortSignal;
    readonly credentials: 'omit';
    readonly redirect: 'error';
  },
) => Promise<Pick<Response, 'ok' | 'body'>>;

/**
 * Fetches the list of versions. Rejects where it is not to be had within seconds, where it is
 * larger than a list (no more of it is read), and where the answer is to ask somebody else: that
 * could be anybody, and without encryption.
 */
export async function fetchVersionList(
  fetch: Fetch,
  url = LIST_URL,
  patienceMs = PATIENCE_MS,
): Promise<string> {
  const signal = AbortSignal.timeout(patienceMs);
  const { ok, body } = await fetch(url, { signal, credentials: 'omit', redirect: 'error' });
  if (!ok || body === null) throw new Error('no list');
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces).toString('utf8');
    size += value.length;
    if (size > MAX_LIST_BYTES) {
      await reader.cancel();
      throw new Error('too large');
    }
    pieces.push(value);
  }
}
