import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/shared/config/settings';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { listenInPage, untilHeard } from '../../electron-host/fixture-page';
import {
  type ElectronApp,
  type ElectronAppOptions,
  launchElectronApp,
} from '../../electron-host/launch';

describe('settings', () => {
  let folder: string;
  let app: ElectronApp;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webcrt-settings-'));
  });

  afterEach(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function launch(options: ElectronAppOptions = {}): Promise<ElectronApp> {
    const appDir = await buildFixtureApp();
    app = await launchElectronApp({
      appDir,
      userDataDir: folder,
      argv: ['--port', '0'],
      ...options,
    });
    return app;
  }

  const load = (): Promise<unknown> => app.window.evaluate(() => window.webcrt!.settings.load());

  it('start with the defaults, change, and are there again at the next start', async () => {
    await launch();
    expect(await load()).toEqual({ settings: DEFAULT_SETTINGS, notices: [] });
    await listenInPage(app.window);
    const changed = { ...DEFAULT_SETTINGS, username: 'ann', framerate: 15 };
    const answer = await app.window.evaluate(() =>
      window.webcrt!.settings.update({ username: 'ann', framerate: 15 }),
    );
    expect(answer).toEqual(changed);
    expect(await untilHeard(app.window, 'settings')).toEqual([changed]);
    await app.close();

    await launch();
    expect(await load()).toEqual({ settings: changed, notices: [] });
  });

  it('stay as they are when a patch holds one value that cannot be used', async () => {
    await launch();
    const attempt = app.window.evaluate(() =>
      window.webcrt!.settings.update({ username: 'ann', framerate: 1_000 }),
    );
    await expect(attempt).rejects.toThrow(/framerate/);
    expect(await load()).toEqual({ settings: DEFAULT_SETTINGS, notices: [] });
  });

  it.each([
    ['half a file', '{"username": "an'],
    ['no object', '[1, 2]'],
    ['nothing', ''],
  ])('that are corrupt (%s) are kept aside; the user is told', async (_what, text) => {
    await writeFile(join(folder, 'settings.json'), text);
    await launch();
    const files = await readdir(folder);
    const aside = files.find((name) => /^settings\.corrupt-[\dTZ-]+\.json$/.test(name)) ?? '';
    expect(await readFile(join(folder, aside), 'utf8')).toBe(text);
    expect(await load()).toEqual({
      settings: DEFAULT_SETTINGS,
      notices: [expect.stringContaining(aside) as string],
    });
  });

  it('keep what is usable of a file that somebody edited', async () => {
    const file = { ...DEFAULT_SETTINGS, username: 'bob', videostyle: 'van-gogh', stranger: 1 };
    await writeFile(join(folder, 'settings.json'), JSON.stringify(file));
    await launch();
    expect(await load()).toEqual({
      settings: { ...DEFAULT_SETTINGS, username: 'bob' },
      notices: [expect.stringContaining('videostyle') as string],
    });
  });

  it('come from a .clivrt beside the program on the first start, and only then', async () => {
    const [home, program] = [join(folder, 'home'), join(folder, 'program')];
    await Promise.all([home, program].map((path) => mkdir(path)));
    await writeFile(join(home, '.clivrt'), '[DEFAULT]\nusername=from-home\n');
    await writeFile(
      join(program, '.clivrt'),
      '[DEFAULT]\nusername = carol\nvideostyle = filled-ascii\nframerate = 12\nvideo_size = huge\n',
    );
    const places = { homeDir: home, executableDir: program };
    await launch(places);
    const settings = {
      ...DEFAULT_SETTINGS,
      username: 'carol',
      videostyle: 'filled-ascii',
      framerate: 12,
    };
    expect(await load()).toEqual({
      settings,
      notices: [
        expect.stringContaining(join(program, '.clivrt')) as string,
        expect.stringContaining('video_size') as string,
      ],
    });
    await app.close();

    await writeFile(join(program, '.clivrt'), '[DEFAULT]\nusername = dave\n');
    await launch(places);
    expect(await load()).toEqual({ settings, notices: [] });
  });

  it('come from a .clivrt in the home directory where there is none beside the program', async () => {
    const home = join(folder, 'home');
    await mkdir(home);
    await writeFile(join(home, '.clivrt'), '[DEFAULT]\nusername=erin\n');
    await launch({ homeDir: home });
    expect(await load()).toMatchObject({ settings: { username: 'erin' } });
  });

  it('say in their notices what of the command line could not be used', async () => {
    await launch({ argv: ['--port', '0', '--user', 'two words'] });
    expect(await load()).toMatchObject({ notices: [expect.stringMatching(/^--user needs/)] });
  });

  it('are readable by their owner only: they may hold the password of a TURN server', async () => {
    await launch();
    await app.window.evaluate(() => window.webcrt!.settings.update({ framerate: 10 }));
    const { stat } = await import('node:fs/promises');
    expect((await stat(join(folder, 'settings.json'))).mode & 0o077).toBe(0);
  });
});
