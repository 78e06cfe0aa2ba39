import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import type { CapturedScreen } from '../../electron-host/host-calls';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';

const OURS = { url: 'app://webcrt/index.html', isTop: true };
const SCREEN = screen('screen:0:0', 'Entire screen');
const NOTES = screen('window:11:0', 'Notes');

function screen(id: string, name: string): CapturedScreen {
  return { id, name, widthPx: 2, heightPx: 1, rgba: Uint8Array.of(255, 0, 9, 255, 1, 2, 3, 255) };
}

describe('screens, in the app', () => {
  let app: ElectronApp;

  beforeAll(async () => {
    const appDir = await buildFixtureApp();
    const env = { XDG_SESSION_TYPE: 'x11' };
    app = await launchElectronApp({ appDir, argv: ['--port', '0'], env });
  });

  afterAll(() => app.close());

  beforeEach(() => app.setScreens([NOTES, SCREEN]));

  const list = () => app.window.evaluate(() => window.webcrt!.screens.list());
  const choose = (id: string, withSound = false) =>
    app.window.evaluate(([it, sound]) => window.webcrt!.screens.choose(it, sound), [
      id,
      withSound,
    ] as const);

  it('are listed with their pictures, screens first', async () => {
    const listed = await app.window.evaluate(async () => {
      const found = await window.webcrt!.screens.list();
      return found?.sources.map(({ thumbnail, ...rest }) => ({
        ...rest,
        pixels: thumbnail && [thumbnail.widthPx, thumbnail.heightPx, ...thumbnail.rgba],
      }));
    });
    const pixels = [2, 1, ...SCREEN.rgba];
    expect(listed).toEqual([
      { id: 'screen:0:0', kind: 'screen', name: 'Entire screen', pixels },
      { id: 'window:11:0', kind: 'window', name: 'Notes', pixels },
    ]);
  });

  it('come without sound, where the system cannot share its own', async () => {
    expect((await list())?.hasSound).toBe(process.platform === 'win32');
  });

  it('are never one of the app itself, and have names that harm nobody', async () => {
    const hostile = HOSTILE_STRINGS.slice(0, 30).map(({ text }, at) =>
      screen(`window:${at + 20}:0`, text),
    );
    await app.setScreens([...hostile, screen('window:5:1', 'WebCRT')]);
    const names = (await list())?.sources.map(({ name }) => name) ?? [];
    expect(names).toHaveLength(hostile.length);
    expect(names).not.toContain('WebCRT');
    for (const name of names) expect(name).toMatch(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]+$/u);
  });

  it('are given when they were chosen, once', async () => {
    await list();
    await choose(NOTES.id);
    expect(await app.askDisplay(OURS)).toEqual({ id: NOTES.id, hasSound: false });
    expect(await app.askDisplay(OURS)).toBeNull();
  });

  it('are not given before one was chosen, nor what another list has taken the place of', async () => {
    expect(await app.askDisplay(OURS)).toBeNull();
    await list();
    await choose(NOTES.id);
    await list();
    expect(await app.askDisplay(OURS)).toBeNull();
  });

  it('cannot be chosen when they were not on the list', async () => {
    await list();
    await expect(choose('window:99:0')).rejects.toThrow('That window is not there any more.');
    expect(await app.askDisplay(OURS)).toBeNull();
  });

  it.each([
    { url: 'https://evil.example/', isTop: true },
    { url: OURS.url, isTop: false },
    { url: 'app://webcrt.evil/index.html', isTop: true },
  ])('are not given to $url, top frame: $isTop', async (frame) => {
    await list();
    await choose(NOTES.id);
    expect(await app.askDisplay(frame)).toBeNull();
  });

  it('that cannot be seen are told of in a sentence', async () => {
    await app.setScreens([]);
    await expect(list()).rejects.toThrow(/shows this app no screens/);
  });
});

describe('screens, on Wayland', () => {
  let app: ElectronApp;

  beforeAll(async () => {
    const appDir = await buildFixtureApp();
    const env = { XDG_SESSION_TYPE: 'wayland' };
    app = await launchElectronApp({ appDir, argv: ['--port', '0'], env });
    // What the portal would give, after the user chose there.
    await app.setScreens([NOTES]);
  });

  afterAll(() => app.close());

  it.runIf(process.platform === 'linux')("are chosen in the system's own picker", async () => {
    expect(await app.window.evaluate(() => window.webcrt!.screens.list())).toBeNull();
    expect(await app.askDisplay(OURS)).toEqual({ id: NOTES.id, hasSound: false });
  });
});
