import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/shared/config/settings';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { listenInPage, untilHeard } from '../../electron-host/fixture-page';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';

describe.runIf(process.platform === 'linux')('the app while its window is not there', () => {
  let home: string;
  let entry: string;
  let app: ElectronApp;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'webcrt-beside-'));
    entry = join(home, '.config', 'autostart', 'org.webcrt.app.desktop');
  });

  afterEach(async () => {
    await app.close();
    await rm(home, { recursive: true, force: true });
  });

  async function launch(env: Readonly<Record<string, string>> = {}): Promise<void> {
    app = await launchElectronApp({
      appDir: await buildFixtureApp(),
      argv: ['--port', '0'],
      homeDir: home,
      userDataDir: join(home, 'data'),
      env: { PATH: `${home}${delimiter}${process.env.PATH}`, ...env },
    });
    await listenInPage(app.window);
  }

  const setting = (): Promise<boolean> =>
    app.window.evaluate(async () => {
      const { settings } = await window.webcrt!.settings.load();
      return settings.start_at_login;
    });
  const wish = (isOn: boolean): Promise<unknown> =>
    app.window.evaluate(
      (wanted) => window.webcrt!.settings.update({ start_at_login: wanted }),
      isOn,
    );
  const isTicked = async (): Promise<boolean | undefined> =>
    (await app.tray()).menu.find(({ label }) => label === 'Start when you log in')?.isChecked;
  const untilEntry = (isThere: boolean): Promise<boolean> =>
    app.until('the entry', () => existsSync(entry) === isThere);

  describe('starting with the session', () => {
    it('is a switch of config and of the tray, for one that is hidden', async () => {
      await launch();
      expect([await setting(), await isTicked(), existsSync(entry)]).toEqual([false, false, false]);
      await wish(true);
      await untilEntry(true);
      expect(await readFile(entry, 'utf8')).toMatch(/^Exec=".+" ".+" "--hidden"$/m);
      expect(await isTicked()).toBe(true);
      await app.clickTrayMenu('Start when you log in');
      await untilEntry(false);
      const heard = (await untilHeard(app.window, 'settings', 2)) as Settings[];
      expect(heard.map(({ start_at_login: isOn }) => isOn)).toEqual([true, false]);
    });

    it('is off again where the desktop has turned it off', async () => {
      await launch();
      await wish(true);
      await untilEntry(true);
      await app.close();
      await writeFile(entry, `${await readFile(entry, 'utf8')}Hidden=true\n`);
      await launch();
      expect([await setting(), await isTicked()]).toEqual([false, false]);
      // What the desktop wrote is left to it.
      expect(await readFile(entry, 'utf8')).toContain('Hidden=true');
    });

    it('is refused in a sentence where the system refuses', async () => {
      await mkdir(join(home, '.config'), { recursive: true });
      await writeFile(join(home, '.config', 'autostart'), '');
      await launch();
      await wish(true);
      expect(await untilHeard(app.window, 'notice')).toEqual([
        expect.stringContaining('does not let WebCRT change what starts'),
      ]);
      expect([await setting(), await isTicked()]).toEqual([false, false]);
    });
  });

  it('stays among the windows where the desktop shows no tray, and says so once', async () => {
    const script = '#!/bin/sh\necho "b false"\n';
    await writeFile(join(home, 'busctl'), script, { mode: 0o755 });
    await launch({ XDG_CURRENT_DESKTOP: 'GNOME', XDG_SESSION_TYPE: 'wayland' });
    // The desktop is asked as the window comes to the front: the answer takes a while.
    for (;;) {
      await app.focusWindow(true);
      expect(await app.closeWindow()).toBe(false);
      if ((await app.windowRecord()).isMinimised) break;
      await app.activate();
    }
    expect(await app.windowRecord()).toMatchObject({ isVisible: true, isMinimised: true });
    expect(await app.shownNotification()).toMatchObject({ title: 'WebCRT is still there' });
    expect(await untilHeard(app.window, 'notice')).toEqual([
      expect.stringContaining('shows no tray'),
    ]);
    await app.clickNotification();
    expect(await app.windowRecord()).toMatchObject({ isMinimised: false, isFocused: true });
    await app.closeWindow();
    expect(await app.windowRecord()).toMatchObject({ isMinimised: true });
    const { notifications } = await app.records();
    expect(notifications.filter(({ title }) => title === 'WebCRT is still there')).toHaveLength(1);
  });
});
