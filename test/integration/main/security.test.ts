import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseArguments, REQUEST_CHANNELS } from '../../../src/shared/ipc/channels';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../helpers/fuzz';
import { checkHeapGrowth } from '../../helpers/heap-bar';
import { randomPayload, seededRandom } from '../../helpers/random-payload';

const ENTRY = 'app://webcrt/index.html';
const OWN_PAGE = { url: ENTRY, isTop: true };
/** Requests that are under way at the same time. */
const BATCH = 100;
const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; worker-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types default";

describe('the locks of the app', () => {
  let app: ElectronApp;

  beforeAll(async () => {
    const appDir = await buildFixtureApp();
    app = await launchElectronApp({ appDir, argv: ['--port', '0'] });
  });

  afterAll(() => app.close());

  it('sandboxes every renderer, and gives ours nothing of Node', async () => {
    const { isSandboxEnabled, windows } = await app.records();
    expect(isSandboxEnabled).toBe(true);
    expect(windows.map(({ webPreferences }) => webPreferences)).toEqual([
      {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        devTools: true,
        backgroundThrottling: false,
      },
    ]);
  });

  it('answers on its own channels and on no other', async () => {
    const { ipcChannels, ipcListeners } = await app.records();
    expect([...ipcChannels].sort()).toEqual([...REQUEST_CHANNELS].sort());
    expect(ipcListeners).toEqual([]);
  });

  describe('requests', () => {
    const strangers = [
      { url: 'https://evil.example/', isTop: true },
      { url: ENTRY, isTop: false },
      { url: ENTRY, isTop: true, isElsewhere: true },
      { url: 'app://webcrt.evil/index.html', isTop: true },
      { url: 'file:///index.html', isTop: true },
      { url: 'data:text/html,x', isTop: true },
      { url: 'about:blank', isTop: true },
      { url: '', isTop: true },
    ];

    it.each(REQUEST_CHANNELS)('on %s are refused from any other frame', async (channel) => {
      for (const stranger of strangers) {
        await expect(app.sendAs(stranger, channel)).rejects.toThrow(/This request was refused\.$/);
      }
    });

    it.each(REQUEST_CHANNELS)('on %s are refused with the wrong arguments', async (channel) => {
      const attempt = app.sendAs(OWN_PAGE, channel, { evil: true }, 2, 3);
      await expect(attempt).rejects.toThrow(/This request was refused\.$/);
    });

    it(
      'are refused in every shape from other frames, and in any but its own from our page',
      { timeout: FUZZ_TIMEOUT_MS },
      async () => {
        const { numRuns, seed } = fuzzRun('ipc', 50_000);
        const random = seededRandom(seed);
        const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
        const before = await app.records();
        let warmBytes: number | null = null;
        for (let sent = 0; sent < numRuns; sent += BATCH) {
          if (sent >= numRuns / 10) warmBytes ??= await app.usedHeapBytes();
          const batch = Array.from({ length: Math.min(BATCH, numRuns - sent) }, () => {
            const channel = pick(REQUEST_CHANNELS);
            const args = Array.from({ length: Math.floor(random() * 4) }, () => {
              return randomPayload(random);
            });
            const isOfUse = parseArguments(channel, args).ok;
            const sender = isOfUse || random() < 0.5 ? pick(strangers) : OWN_PAGE;
            return app.sendAs(sender, channel, ...args).then(
              () => ({ channel, args, sender }),
              (error: unknown) =>
                String(error).endsWith('This request was refused.') ? null : error,
            );
          });
          expect((await Promise.all(batch)).filter((each) => each !== null)).toEqual([]);
        }
        // Nothing has happened of it: no window, no dialog, no program that was opened.
        expect(await app.records()).toEqual(before);
        checkHeapGrowth('ipc', warmBytes ?? NaN, await app.usedHeapBytes());
      },
    );

    it('of our own page are answered', async () => {
      const answer = await app.sendAs({ url: `${ENTRY}#a`, isTop: true }, 'window:is-visible');
      expect(answer).toEqual({ ok: true, value: true });
    });
  });

  describe('app://', () => {
    it('serves the page, with its policy', async () => {
      const { status, headers, text } = await app.fetchApp(ENTRY);
      expect([status, headers['content-type'], headers['content-security-policy']]).toEqual([
        200,
        'text/html; charset=utf-8',
        CSP,
      ]);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(text).toContain('<h1>Fixture</h1>');
    });

    it.each([
      'app://webcrt/../package.json',
      'app://webcrt/../../package.json',
      'app://webcrt/%2e%2e/package.json',
      'app://webcrt/%2e%2e%2fpackage.json',
      'app://webcrt/..%2f..%2fpackage.json',
      'app://webcrt/..\\package.json',
      'app://webcrt/..%5c..%5cpackage.json',
      'app://webcrt/....//package.json',
      'app://webcrt//etc/passwd',
      'app://webcrt/%2fetc%2fpasswd',
      'app://webcrt/C:%5cWindows%5cwin.ini',
      'app://webcrt/index.html%00.js',
      'app://webcrt/index.html/',
      'app://webcrt/',
      'app://webcrt/no-such-file.js',
      'app://other/index.html',
    ])('answers %s with 404, under the same policy', async (url) => {
      const { status, headers, text } = await app.fetchApp(url);
      expect([status, headers['content-security-policy'], text]).toEqual([404, CSP, 'Not found']);
    });

    it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('answers %s with 404', async (method) => {
      expect((await app.fetchApp(ENTRY, method)).status).toBe(404);
    });

    it('lets no script run that was not shipped', async () => {
      const outcome = await app.window.evaluate(() => {
        const attempts = [
          () => {
            const script = document.createElement('script');
            script.textContent = 'window.hasRun = true';
            document.body.append(script);
          },
          () => {
            // As a parser would make it: no string is assigned, so only the policy for scripts is
            // asked.
            const script = document.createElement('script');
            script.append('window.hasRun = true');
            document.body.append(script);
          },
          () => {
            document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="hasRun = true">');
          },
        ];
        let refusals = 0;
        for (const attempt of attempts) {
          try {
            attempt();
          } catch (error) {
            if (error instanceof TypeError) refusals += 1;
          }
        }
        return { refusals, hasRun: 'hasRun' in window };
      });
      expect(outcome.hasRun).toBe(false);
      // A string is neither script nor markup here.
      expect(outcome.refusals).toBeGreaterThanOrEqual(2);
    });
  });

  describe('permissions', () => {
    const ask = (permission: string, change: object = {}): Promise<unknown> =>
      app.askPermission({ permission, origin: 'app://webcrt', isMainFrame: true, ...change });
    const GRANTED = { request: true, check: true };
    const DENIED = { request: false, check: false };

    it('are camera, microphone and full screen for our page', async () => {
      expect(await ask('media', { mediaTypes: ['audio', 'video'] })).toEqual(GRANTED);
      expect(await ask('fullscreen')).toEqual(GRANTED);
      expect(await ask('display-capture')).toEqual(GRANTED);
    });

    it.each([
      'geolocation',
      'notifications',
      'usb',
      'hid',
      'serial',
      'midi',
      'clipboard-read',
      'openExternal',
      'captured-surface-control',
    ])('do not include %s', async (permission) => {
      expect(await ask(permission)).toEqual(DENIED);
    });

    it('are for the top frame of our own origin', async () => {
      const media = { mediaTypes: ['video'] };
      expect(await ask('media', { ...media, isMainFrame: false })).toEqual(DENIED);
      expect(await ask('media', { ...media, origin: 'https://evil.example' })).toEqual(DENIED);
    });

    it('open the camera in the page', async () => {
      const kinds = await app.window.evaluate(async () => {
        const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
        const tracks = stream.getTracks();
        for (const track of tracks) track.stop();
        return tracks.map(({ kind }) => kind).sort();
      });
      expect(kinds).toEqual(['audio', 'video']);
    });

    it('let nothing be downloaded', async () => {
      expect(await app.mayDownload()).toBe(false);
    });
  });

  describe('navigation', () => {
    const pageUrl = (): string => new URL(app.window.url()).pathname;

    it.each([
      'https://example.org/',
      'file:///etc/passwd',
      'app://webcrt/web.html',
      'about:blank',
      'data:text/html,x',
    ])('to %s is refused, in the page, in frames, and by redirect', async (url) => {
      expect([
        await app.mayNavigate(url),
        await app.mayNavigate(url, false),
        await app.mayRedirect(url),
      ]).toEqual([false, false, false]);
    });

    it('to the page itself is allowed', async () => {
      expect(await app.mayNavigate(ENTRY)).toBe(true);
    });

    it('by a link or a script leaves the page where it is', async () => {
      const refused = app.window.waitForEvent('requestfailed', {
        predicate: (request) => request.url() === 'https://example.org/page',
        timeout: 0,
      });
      await app.window.locator('#outside').click();
      await refused;
      expect(pageUrl()).toBe('/index.html');
      expect(await app.window.evaluate(() => window.webcrt !== undefined)).toBe(true);
    });

    it('opens no window, and hands https links to the system', async () => {
      const before = (await app.records()).openedUrls.length;
      const opened = await app.window.evaluate(() => window.open('https://example.org/a b'));
      expect(opened).toBeNull();
      await app.window.locator('#new-window').click();
      const urls = await app.until('two links', ({ openedUrls }) =>
        openedUrls.length === before + 2 ? openedUrls : null,
      );
      expect(urls.slice(before)).toEqual(['https://example.org/a%20b', 'https://example.org/new']);
      expect(app.window.context().pages()).toHaveLength(1);
    });

    it.each([
      'http://example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'ms-msdt:/id',
      'mailto:a@b.c',
      'app://webcrt/index.html',
    ])('hands %s to nobody', async (url) => {
      const before = (await app.records()).openedUrls;
      expect(await app.openWindow(url)).toBe('deny');
      expect((await app.records()).openedUrls).toEqual(before);
    });

    it('attaches no webview', async () => {
      expect(await app.mayAttachWebview()).toBe(false);
    });
  });
});
