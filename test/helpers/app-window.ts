import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  _electron,
  type BrowserContext,
  type ElectronApplication,
  type Page,
} from 'playwright-core';
import type { StyleName } from '../../src/shared/ascii/styles';
import { findElectron } from '../../scripts/lib/electron-binary.mjs';
import {
  deviceFlags,
  launchPerson,
  PATIENCE_MS,
  sandboxFlags,
  type PersonOptions,
} from './browser';
import { installPageProbes } from './page-probes';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface AppOptions extends PersonOptions {
  /** The server, as `startAppServer` gives its address: http://127.0.0.1:PORT/. */
  readonly serverUrl: string;
  /** How pictures are drawn; by default as the app does for newcomers. */
  readonly style?: StyleName;
  /** The name to sign in under at start; without one the app makes one up. */
  readonly user?: string;
  /** Runs before the app's page is opened, to add scripts of the test's own. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/** The app in front of one person, whichever way in it came. */
export interface AppWindow {
  readonly page: Page;
  /** Does something that makes the app save a file; resolves to the file's bytes. */
  savedBy(action: () => Promise<void>): Promise<Buffer>;
  close(): Promise<void>;
}

/** Whether the specs run on real Electron instead of on the web client in a browser. */
export const IS_ELECTRON = process.env.WEBCRT_ELECTRON === '1';

/** Opens the app: the web client in Chromium, or, with WEBCRT_ELECTRON=1, the desktop app. */
export async function openAppWindow(options: AppOptions): Promise<AppWindow> {
  return IS_ELECTRON ? openElectronWindow(options) : openWebWindow(options);
}

export async function openWebWindow(options: AppOptions): Promise<AppWindow> {
  const person = await launchPerson(options);
  const { page } = person;
  await installPageProbes(person.context);
  await options.prepare?.(person.context);
  await withoutSavePicker(person.context);
  const user = options.user === undefined ? '' : `#${new URLSearchParams({ user: options.user })}`;
  await page.goto(options.serverUrl + user);
  return {
    page,
    close: () => person.close(),
    savedBy: (action) => downloadedBy(page, action),
  };
}

/** The bytes of what a page downloads because of `action`. */
export async function downloadedBy(page: Page, action: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()]);
  return readFile(await download.path());
}

/**
 * The browser's save dialog, which no test can click: without it a page downloads, as in Firefox.
 */
export async function withoutSavePicker(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker');
  });
}

async function openElectronWindow(options: AppOptions): Promise<AppWindow> {
  const { app, page, profile, close } = await launchRealElectron(options);
  try {
    app.context().setDefaultTimeout(PATIENCE_MS);
    await installPageProbes(app.context());
    await options.prepare?.(app.context());
    // The window has loaded without the probes: once more, with them.
    await page.reload();
    return { page, close, savedBy: (action) => savedByElectron(app, profile, action) };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface RealElectron {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Its folder for everything that it keeps. */
  readonly profile: string;
  readonly close: () => Promise<void>;
}

/** Starts the desktop app of this checkout; resolves when its window is there. */
export async function launchRealElectron(options: AppOptions): Promise<RealElectron> {
  const binary = findElectron();
  if (binary === null) throw new Error('WEBCRT_ELECTRON=1, but the Electron program is not there');
  const profile = await mkdtemp(join(tmpdir(), 'webcrt-electron-'));
  const app = await _electron.launch({
    executablePath: binary,
    args: [...sandboxFlags(), ...deviceFlags(options), ...appArguments(options, profile)],
  });
  const close = async (): Promise<void> => {
    await app.close();
    await rm(profile, { recursive: true, force: true });
  };
  try {
    return { app, page: await app.firstWindow(), profile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A profile of its own keeps settings apart and lets several instances run side by side. */
function appArguments({ serverUrl, user }: AppOptions, profile: string): string[] {
  const server = serverUrl.replace(/^http/, 'ws').replace(/\/$/, '');
  // Behind `--`: Electron takes no switches of its own after something that looks like a URL.
  const args = [`--user-data-dir=${profile}`, ROOT, '--', '--server', server, '--port', '0'];
  return user === undefined ? args : [...args, '--user', user];
}

/** Answers the system's save dialog, which no test can click, with a path. */
async function savedByElectron(
  app: ElectronApplication,
  folder: string,
  action: () => Promise<void>,
): Promise<Buffer> {
  const filePath = join(folder, 'saved');
  await rm(filePath, { force: true });
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
  await action();
  return readWhenThere(filePath);
}

/** The bytes of a file, once it is there and holds some. */
export async function readWhenThere(path: string): Promise<Buffer> {
  for (;;) {
    const bytes = await readFile(path).catch(() => null);
    if (bytes !== null && bytes.length > 0) return bytes;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
