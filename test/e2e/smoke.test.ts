import { readlinkSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { findCommand } from '../../scripts/lib/find-browser.mjs';
import { AppDriver } from '../helpers/app-driver';
import { openWebWindow } from '../helpers/app-window';
import { ScriptProcess } from '../helpers/script-process';
import { startVirtualDisplay } from '../helpers/virtual-display';

const NO_DISPLAY = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
const ADDRESS = /WebCRT is at (http:\/\/127\.0\.0\.1:(\d+)\/\S*)/;

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function start(args: readonly string[], env: NodeJS.ProcessEnv = NO_DISPLAY): ScriptProcess {
  const script = new ScriptProcess('scripts/start.mjs', args, env);
  undo.push(() => script.stop());
  return script;
}

/** A port that somebody else has. */
async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

// Windows has no SIGTERM: a script that is ended there cannot end what it started.
const IS_WINDOWS = process.platform === 'win32';

describe.skipIf(IS_WINDOWS)('npm start', () => {
  it('explains itself', async () => {
    const script = start(['--help']);
    expect(await script.ended).toBe(0);
    for (const option of ['--server', '--user', '--port', '--no-open']) {
      expect(script.output).toContain(option);
    }
  });

  it.each([[['--frobnicate']], [['--port', 'many']], [['--server', 'not an address']]])(
    'refuses %j, naming it, with exit code 2',
    async (args) => {
      const script = start(args);
      expect(await script.ended).toBe(2);
      expect(script.output).toContain(args.at(-1));
    },
  );

  it('serves the web client and prints where it is, and ends cleanly when told to', async () => {
    const script = start(['--no-open', '--port', '0']);
    const [, url] = await script.waitForOutput(ADDRESS);
    const page = await fetch(url);
    expect(page.headers.get('content-type')).toMatch('text/html');
    expect(await page.text()).toContain('<title>WebCRT</title>');
    expect(await script.stop('SIGTERM')).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('leaves nothing running when npm itself is told to end', async () => {
    const npm = realpathSync(findCommand('npm') ?? '');
    const script = new ScriptProcess(npm, ['start', '--', '--no-open', '--port', '0'], NO_DISPLAY);
    undo.push(() => script.stop());
    const [, url] = await script.waitForOutput(ADDRESS);
    // Pending until the last process that can write to npm's output has gone.
    await script.stop('SIGTERM');
    await expect(fetch(url)).rejects.toThrow();
  });

  it('prints an address that signs in under the name asked for', async () => {
    const script = start(['--no-open', '--port', '0', '--user', 'ann']);
    const [, url] = await script.waitForOutput(ADDRESS);
    const app = new AppDriver(await openWebWindow({ serverUrl: url }));
    undo.push(() => app.close());
    await app.type('/whoami');
    await app.waitForChat(/\bann\b/);
  });

  it('takes the next free port when its own is taken, and says so', async () => {
    const port = await takenPort();
    const script = start(['--no-open', '--port', String(port)]);
    const [, , used] = await script.waitForOutput(ADDRESS);
    expect(script.output).toContain(`Port ${port} is taken: using ${used}.`);
    expect(Number(used)).toBeGreaterThan(port);
  });

  it.runIf(process.platform === 'linux')(
    'prints the address to open where there is no display',
    async () => {
      const script = start(['--port', '0']);
      await script.waitForOutput(ADDRESS);
      await script.waitForOutput(/Open it in Chromium or Chrome/);
      expect(script.output).not.toContain('Electron');
    },
  );

  it.runIf(process.platform === 'linux')(
    'opens a window that signs in, and ends when the window is closed',
    async () => {
      const display = await startVirtualDisplay();
      undo.push(() => display.close());
      const script = start(['--web', '--port', '0', '--user', 'windowed'], {
        ...NO_DISPLAY,
        DISPLAY: display.name,
      });
      const [, url, port] = await script.waitForOutput(ADDRESS);
      const profile = profileOf(port);
      // First in the list, last to be done: once the browser has gone.
      undo.unshift(async () => rm(profile, { recursive: true, force: true }));

      const guest = new AppDriver(await openWebWindow({ serverUrl: url, user: 'guest' }));
      undo.push(() => guest.close());
      await guest.until('the window to have signed in', async () => {
        await guest.type('/lookup');
        return (await guest.chatLines()).some((line) => line.includes('windowed'));
      });

      process.kill(ownerOf(profile), 'SIGTERM');
      expect(await script.ended).toBe(0);
    },
  );
});

describe.skipIf(IS_WINDOWS)('npm run server', () => {
  it('passes its options on to the server', async () => {
    const script = new ScriptProcess('scripts/server.mjs', ['--help']);
    expect(await script.ended).toBe(0);
    expect(script.output).toContain('--certificate');
  });

  it('serves until it is told to end, and then ends with the code of the server', async () => {
    const script = new ScriptProcess('scripts/server.mjs', ['--port', '0']);
    undo.push(() => script.stop());
    const [url] = await script.waitForOutput(/http:\/\/127\.0\.0\.1:\d+/);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ ok: true });
    expect(await script.stop('SIGTERM')).toBe(0);
  });
});

/** Where the browser that has the window of a port keeps its things. */
function profileOf(port: string): string {
  return fileURLToPath(new URL(`../../.cache/browser-${port}`, import.meta.url));
}

/** The browser's process: the lock of its profile names it. */
function ownerOf(profile: string): number {
  return Number(/\d+$/.exec(readlinkSync(join(profile, 'SingletonLock')))?.[0]);
}
