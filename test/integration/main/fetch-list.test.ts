import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchVersionList } from '../../../src/main/updates/fetch-list';
import { MAX_LIST_BYTES, readVersionList } from '../../../src/main/updates/version-list';

// Whoever serves the list of versions may be anybody: a captive portal, a broken proxy, an enemy.

const LIST = '{"signed":"...","signature":"..."}';
/** For servers that never come to an end; those that answer do so long before. */
const SOON_MS = 300;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/latest.json`;
}

const ask = (url: string, patienceMs?: number): Promise<string> =>
  fetchVersionList(fetch, url, patienceMs);

describe('the list of versions', () => {
  it('is fetched from a server that has it, and tells it nothing', async () => {
    let told: object = {};
    const url = await serve(({ headers }, response) => {
      told = headers;
      response.end(LIST);
    });
    expect(await ask(url)).toBe(LIST);
    expect(told).not.toHaveProperty('cookie');
    expect(told).not.toHaveProperty('referer');
    expect(JSON.stringify(told)).not.toMatch(/webcrt|\d+\.\d+\.\d+-rc/i);
  });

  it.each<[what: string, listener: RequestListener]>([
    ['has none', (_request, response) => response.writeHead(404).end('nothing')],
    ['fails', (_request, response) => response.writeHead(500).end(LIST)],
    ['leads in circles', ({ url }, response) => response.writeHead(302, { location: url }).end()],
    ['hangs up', ({ socket }) => socket.destroy()],
    [
      'breaks off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '5000' }).write(LIST);
        setImmediate(() => response.destroy());
      },
    ],
    [
      'says that it is zipped, and it is not',
      (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(LIST),
    ],
    [
      'sends a bomb',
      (_request, response) => {
        const bomb = gzipSync(Buffer.alloc(2 ** 26));
        expect(bomb.length).toBeLessThan(2 ** 17);
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      },
    ],
    [
      'sends without end',
      (_request, response) => {
        const piece = Buffer.alloc(MAX_LIST_BYTES / 4, '{');
        const more = (): void => {
          while (!response.destroyed && response.write(piece));
          response.once('drain', more);
        };
        more();
      },
    ],
  ])('is not to be had where the server %s', async (_what, listener) => {
    const url = await serve(listener);
    await expect(ask(url)).rejects.toThrow();
  });

  it.each<[what: string, listener: RequestListener]>([
    ['never answers', () => undefined],
    [
      'begins and never ends',
      (_request, response) => {
        response.writeHead(200).write('{');
      },
    ],
    [
      'dribbles',
      (_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => {
          clearInterval(timer);
        });
      },
    ],
  ])('is given up where the server %s', async (_what, listener) => {
    const url = await serve(listener);
    await expect(ask(url, SOON_MS)).rejects.toThrow(/timeout/i);
  });

  it('is not to be had where nobody listens', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    await expect(ask(url)).rejects.toThrow();
  });

  it('is not believed where a portal answers in its place, in whatever bytes', async () => {
    for (const answer of [
      '<!doctype html><title>Log in</title>',
      Buffer.from([0xff, 0xfe, 0, 1]),
    ]) {
      const text = await ask(await serve((_request, response) => response.end(answer)));
      const question = { key: '00'.repeat(32), nowMs: Date.now(), newestIssuedMs: 0 };
      expect(readVersionList(text, question)).toEqual({ ok: false, error: 'garbage' });
      server?.close();
    }
  });
});
