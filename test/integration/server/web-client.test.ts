import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BUILD_FACTS } from '../../../src/shared/base/build-facts';
import { RawSocket } from './helpers/raw-socket';
import { type ServerUnderTest, startServer } from './helpers/start-server';

const BIG_BYTES = 8_000_000;
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
    "img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; " +
    "worker-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self)',
};

let webRoot: string;
let server: ServerUnderTest;
beforeAll(() => {
  webRoot = mkdtempSync(join(tmpdir(), 'webcrt-web-'));
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'web.html'), '<title>WebCRT</title>');
  writeFileSync(join(webRoot, 'assets', 'app.js'), 'export {};');
  writeFileSync(join(webRoot, 'assets', 'gone.js'), 'export {};');
  writeFileSync(join(webRoot, 'big.bin'), Buffer.alloc(BIG_BYTES));
});
afterAll(() => {
  rmSync(webRoot, { recursive: true });
});
afterEach(() => server.close());

function expectSecured(response: Response): void {
  expect(Object.fromEntries(response.headers)).toMatchObject(SECURITY_HEADERS);
}

describe('the web client', () => {
  it('is at /, with whatever query, under strict headers', async () => {
    server = await startServer({ webRoot });
    for (const path of ['/', '/?call=ann', '/web.html']) {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('<title>WebCRT</title>');
      expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
      expectSecured(response);
    }
    const script = await fetch(`${server.url}/assets/app.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript');
    expect(script.headers.get('cache-control')).toBe('public,max-age=0,must-revalidate');
  });

  it.each([
    [undefined, 'webcrt-server'],
    ['npm run server --', 'npm run server --'],
    ['my-calls --"x" & co', 'my-calls --&quot;x&quot; &amp; co'],
  ])('is told what starts a server like its own: %s', async (serverCommand, written) => {
    const root = mkdtempSync(join(tmpdir(), 'webcrt-web-'));
    const page = (command: string): string => `<meta name="server-command" content="${command}" />`;
    writeFileSync(join(root, 'web.html'), page(''));
    server = await startServer({ webRoot: root, serverCommand });
    for (const path of ['/', '/room/stand-up']) {
      expect(await (await fetch(server.url + path)).text()).toBe(page(written));
    }
    rmSync(root, { recursive: true });
  });

  it('has a place for that in the page as it is built', () => {
    const source = new URL('../../../src/renderer/web.html', import.meta.url);
    expect(readFileSync(source, 'utf8')).toContain('<meta name="server-command" content=""');
  });

  it('reaches its own server, and those whose pages are let in here', async () => {
    const allowedOrigins = [
      'https://friends.example.org:8443',
      'http://127.0.0.1:1',
      'app://webcrt',
    ];
    server = await startServer({ webRoot, allowedOrigins });
    const policy = (await fetch(server.url)).headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self' wss://friends.example.org:8443 ws://127.0.0.1:1;");
  });

  describe('over TLS', () => {
    const TLS = { 'x-forwarded-proto': 'https' };

    async function tlsOnly(headers: Record<string, string>): Promise<string | undefined> {
      const { hostname, port } = new URL(server.url);
      const [response] = (await once(get({ hostname, port, headers }), 'response')) as [
        IncomingMessage,
      ];
      response.resume();
      return response.headers['strict-transport-security'];
    }

    it('is asked for by it from then on', async () => {
      server = await startServer({ webRoot, trustedProxies: ['loopback'] });
      expect(await tlsOnly({ ...TLS, host: 'calls.example.org' })).toBe('max-age=15552000');
    });

    it('asks nothing of the other ports of its host, nor of those who came without', async () => {
      server = await startServer({ webRoot, trustedProxies: ['loopback'] });
      expect(await tlsOnly({ ...TLS, host: 'calls.example.org:8443' })).toBeUndefined();
      expect(await tlsOnly({ host: 'calls.example.org' })).toBeUndefined();
    });

    it('believes no stranger that it was', async () => {
      server = await startServer({ webRoot });
      expect(await tlsOnly({ ...TLS, host: 'calls.example.org' })).toBeUndefined();
    });
  });

  it('is at /room/SLUG, with files that are found from there', async () => {
    const page =
      '<script src="./assets/app.js"></script><link href="./assets/app.css">./not-a-file';
    const root = mkdtempSync(join(tmpdir(), 'webcrt-web-'));
    writeFileSync(join(root, 'web.html'), page);
    server = await startServer({ webRoot: root });
    for (const path of ['/room/stand-up', '/room/team-7x?server=x', '/room/stand-up/']) {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(200);
      expect(new URL(response.url).pathname).not.toMatch(/\/$/);
      expect(await response.text()).toBe(
        '<script src="../assets/app.js"></script><link href="../assets/app.css">./not-a-file',
      );
      expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
      expectSecured(response);
    }
    for (const path of ['/room', '/room/', '/room/A', '/room/a/b', '/room/a%2fb', '/rooms/a']) {
      expect((await fetch(server.url + path)).status, path).toBe(404);
    }
    rmSync(root, { recursive: true });
  });

  it('is all that there is', async () => {
    server = await startServer({ webRoot });
    for (const path of ['/nothing', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/%00']) {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(404);
      expectSecured(response);
    }
    const raw = new RawSocket(server.port);
    raw.send('GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await raw.all()).toMatch(/^HTTP\/1\.1 404 /);
    const posted = await fetch(server.url, { method: 'POST', body: 'x' });
    expect(posted.status).toBe(405);
  });

  it('answers a range with the whole, and survives one that makes no sense', async () => {
    server = await startServer({ webRoot });
    for (const range of ['bytes=5-2', 'bytes=0-3', 'bytes=-1', 'nonsense']) {
      const response = await fetch(`${server.url}/assets/app.js`, { headers: { range } });
      expect(await response.text()).toBe('export {};');
    }
  });

  it('survives a file that is gone', async () => {
    server = await startServer({ webRoot });
    rmSync(join(webRoot, 'assets', 'gone.js'));
    await expect(fetch(`${server.url}/assets/gone.js`).then((r) => r.text())).rejects.toThrow();
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it.runIf(existsSync('/proc/self/fd'))(
    'does not keep files open for those who went away',
    async () => {
      server = await startServer({ webRoot });
      const openFiles = (): number => readdirSync('/proc/self/fd').length;
      const before = openFiles();
      for (let visit = 0; visit < 20; visit += 1) {
        const raw = new RawSocket(server.port);
        raw.send('GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n');
        await raw.until(/^HTTP\/1\.1 200 /);
        raw.reset();
        await raw.all();
      }
      await expect.poll(openFiles).toBeLessThan(before + 10);
    },
  );
});

describe('a server without a web client', () => {
  it.each([null, '/nowhere/at/all'])('says what to do (%s)', async (missing) => {
    server = await startServer({ webRoot: missing });
    const response = await fetch(server.url);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('npm run build');
    expectSecured(response);
    expect((await fetch(`${server.url}/x`)).status).toBe(404);
  });
});

describe('/healthz and /readyz', () => {
  it('say that the server is well, and that people may come', async () => {
    server = await startServer({ webRoot });
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(`${server.url}${path}`);
      expect(response.status, path).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({ ok: true, ...BUILD_FACTS });
      expectSecured(response);
    }
  });

  it('say that nobody may come any more while the server is stopping', async () => {
    server = await startServer({ webRoot });
    // Connections that are there before it stops, as new ones are refused from then on.
    const sockets = ['/healthz', '/readyz'].map((path) => {
      const socket = new RawSocket(server.port);
      socket.send(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`);
      return socket;
    });
    await expect.poll(() => server.signalling.status().openSockets).toBe(2);
    const closing = server.signalling.close();
    for (const socket of sockets) socket.send('\r\n');
    const answers = await Promise.all(sockets.map((socket) => socket.all()));
    expect(answers).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 200 .*\{"ok":true,/s),
      expect.stringMatching(/^HTTP\/1\.1 503 .*\{"ok":false,/s),
    ]);
    await closing;
  });
});

describe('/health', () => {
  it('says that the server is well', async () => {
    server = await startServer({ webRoot });
    const response = await fetch(`${server.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true, ...BUILD_FACTS });
  });
});
