import type { WebPreferences } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { IS_ELECTRON, launchRealElectron, type RealElectron } from '../../helpers/app-window';

/** What Electron does not describe, and has. */
interface KnowsPreferences {
  getLastWebPreferences(): WebPreferences | null;
}

interface MainWorld {
  openedUrls?: string[];
}

/**
 * Of the locks of the app what a stand-in cannot show: that the real Electron keeps to them.
 * test/integration/main/security.test.ts tries the rest.
 */
describe.runIf(IS_ELECTRON)('the locks of the app, in a real Electron', () => {
  let server: AppServer;
  let electron: RealElectron;

  beforeAll(async () => {
    server = await startAppServer();
    electron = await launchRealElectron({ serverUrl: server.url });
    await electron.page.getByRole('status', { name: 'status' }).waitFor();
    // What would leave the app is noted, and goes nowhere.
    await electron.app.evaluate(({ shell }) => {
      const opened: string[] = ((globalThis as MainWorld).openedUrls = []);
      shell.openExternal = (url) => {
        opened.push(url);
        return Promise.resolve();
      };
    });
  });

  afterAll(async () => {
    await electron?.close();
    await server?.close();
  });

  it('sandbox every page, and give it nothing of Node', async () => {
    const all = await electron.app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .map((contents) => (contents as unknown as KnowsPreferences).getLastWebPreferences()),
    );
    expect(all).toHaveLength(1);
    for (const preferences of all) {
      expect(preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      });
    }
    const globals = await electron.page.evaluate(() =>
      ['require', 'process', 'module', 'webcrt'].map((name) => typeof Reflect.get(window, name)),
    );
    expect(globals).toEqual(['undefined', 'undefined', 'undefined', 'object']);
  });

  it('grant the page nothing but camera, microphone and full screen', async () => {
    const states = await electron.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'midi'] as const;
      const asked = names.map((name) => navigator.permissions.query({ name: name }));
      return (await Promise.all(asked)).map(({ state }) => state);
    });
    expect(states).toEqual(['denied', 'denied', 'denied']);
    const refused = await electron.page.evaluate(async () => {
      const place = new Promise<number>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => {
            resolve(0);
          },
          ({ code }) => {
            resolve(code);
          },
        );
      });
      const midi = navigator.requestMIDIAccess().then(
        () => 'granted',
        () => 'refused',
      );
      return [await place, await midi];
    });
    expect(refused).toEqual([1, 'refused']);
  });

  it('keep the page where it is, and hand links of the web alone to the system', async () => {
    const { page, app } = electron;
    const before = page.url();
    const opened = await page.evaluate(() =>
      ['https://example.org/page', 'file:///etc/passwd'].map((url) => window.open(url) !== null),
    );
    expect(opened).toEqual([false, false]);
    await page.evaluate(() => {
      window.location.href = 'https://example.org/elsewhere';
    });
    expect(await page.evaluate(() => typeof window.webcrt)).toBe('object');
    expect(page.url()).toBe(before);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(await app.evaluate(() => (globalThis as MainWorld).openedUrls)).toEqual([
      'https://example.org/page',
    ]);
  });
});
