import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import type { HostApi } from '../../src/shared/ipc/host-api';
import { launchPerson, type Person, type PersonOptions, startOf } from '../helpers/browser';
import { AppPage } from './app-page';
import type {
  AppCalls,
  CapturedScreen,
  DisplayGrant,
  FetchedFile,
  FrameInfo,
  HostOptions,
  HostRecords,
  NotificationRecord,
  PermissionQuestion,
  Rect,
  ScreenCalls,
  TrayRecord,
  WindowRecord,
} from './host-calls';
import { Rpc } from './rpc';
import { buildStandIn } from './stand-in-build';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REGISTER = new URL('register.mjs', import.meta.url).href;
const DISPLAY: Rect = { x: 0, y: 0, width: 1_920, height: 1_080 };
const POLL_MS = 20;

/** Camera and microphone as for a browser, and what the app is started with. */
export interface ElectronAppOptions extends PersonOptions {
  /** Holds package.json, assets and the built out/; default: this checkout. */
  readonly appDir?: string;
  /** Settings live here; default: a folder of its own, gone afterwards. */
  readonly userDataDir?: string;
  /** The user's home, and the folder of the program; default: inside `userDataDir`. */
  readonly homeDir?: string;
  readonly executableDir?: string;
  /** Options of the app, as on its command line. */
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly displays?: readonly Rect[];
  /** Another instance holds the lock already. */
  readonly isSecondInstance?: boolean;
  /** Another name is another keyring; `basic_text`: none. */
  readonly keyring?: string;
  /** Runs before the window's page is opened, to add scripts of the test's own. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly webcrt?: HostApi;
  }
}

type AppRpc = Rpc<ScreenCalls, AppCalls>;

/**
 * Starts the real main bundle in a Node process of its own, `electron` being the stand-in, with its
 * window in a real Chromium. Resolves when the window has loaded, or when the app ended without
 * one.
 */
export async function launchElectronApp(options: ElectronAppOptions = {}): Promise<ElectronApp> {
  const standInUrl = await buildStandIn();
  const profile = await mkdtemp(join(tmpdir(), 'webcrt-app-'));
  const person = await launchPerson(options);
  await options.prepare?.(person.context);
  const userDataDir = options.userDataDir ?? join(profile, 'data');
  const app = new ElectronApp(person, startProcess(options, standInUrl, userDataDir), {
    userDataDir,
    cleanUp: () => rm(profile, { recursive: true, force: true }),
  });
  try {
    await app.started();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

function startProcess(
  options: ElectronAppOptions,
  standInUrl: string,
  userDataDir: string,
): ChildProcess {
  const appDir = options.appDir ?? ROOT;
  const hostOptions: HostOptions = {
    appDir,
    userDataDir,
    homeDir: options.homeDir ?? join(userDataDir, 'home'),
    exePath: join(options.executableDir ?? join(userDataDir, 'program'), 'webcrt'),
    isSecondInstance: options.isSecondInstance ?? false,
    displays: options.displays ?? [DISPLAY],
    keyring: options.keyring ?? 'of-the-user',
  };
  const start = startOf(options.namespace, process.execPath);
  return fork(join(appDir, 'out', 'main', 'index.js'), options.argv ?? [], {
    execPath: start.executablePath,
    execArgv: ['--import', REGISTER],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      ...start.env,
      ...options.env,
      NODE_OPTIONS: '',
      ELECTRON_HOST_STAND_IN: standInUrl,
      ELECTRON_HOST_OPTIONS: JSON.stringify(hostOptions),
    },
  });
}

interface Folders {
  readonly userDataDir: string;
  readonly cleanUp: () => Promise<void>;
}

/** A running app, seen and used from outside, as by its user and its system. */
export class ElectronApp {
  readonly userDataDir: string;
  /** What the app wrote to its console, line by line. */
  readonly log: string[] = [];
  private readonly rpc: AppRpc;
  private readonly pages = new Map<number, AppPage>();
  private readonly exited: Promise<number | null>;
  private readonly firstLoad: Promise<void>;
  private announceLoad: () => void = () => undefined;

  constructor(
    private readonly person: Person,
    private readonly child: ChildProcess,
    private readonly folders: Folders,
  ) {
    this.userDataDir = folders.userDataDir;
    this.firstLoad = new Promise((resolve) => {
      this.announceLoad = resolve;
    });
    this.rpc = new Rpc<ScreenCalls, AppCalls>(
      {
        send: (message) => {
          if (child.connected) child.send(message as object, () => undefined);
        },
        onMessage: (listener) => child.on('message', listener),
      },
      this.screenCalls(),
    );
    this.exited = new Promise((resolve) => {
      // 'exit' may come before the last output; 'close' waits for the pipes.
      child.once('close', (code) => {
        this.rpc.close('The app has ended.');
        resolve(code);
      });
    });
    this.collectLog();
  }

  /** The page of the app's window. */
  get window(): Page {
    return this.appPage.page;
  }

  /** Errors that the page logged or did not catch. */
  get pageErrors(): readonly string[] {
    return this.person.pageErrors;
  }

  async started(): Promise<void> {
    await Promise.race([this.firstLoad, this.exited]);
    // One turn for the word that the page has loaded, one round for the app to act on it.
    await new Promise((resolve) => setImmediate(resolve));
    await this.records().catch(() => undefined);
    if (this.pages.size === 0 && this.child.exitCode !== 0) {
      throw new Error(`The app ended before it had a window:\n${this.log.join('\n')}`);
    }
  }

  /** Resolves to the exit code when the app ends. */
  exitCode(): Promise<number | null> {
    return this.exited;
  }

  /** Everything that the app has told Electron so far. */
  records(): Promise<HostRecords> {
    return this.rpc.call('records');
  }

  /** Of the app's main process, after a garbage collection. */
  usedHeapBytes(): Promise<number> {
    return this.rpc.call('usedHeapBytes');
  }

  /** Looks again and again until the records are as wished; returns what `pick` picked. */
  async until<T>(
    what: string,
    pick: (records: HostRecords) => T | false | null | undefined,
  ): Promise<T> {
    for (;;) {
      const picked = pick(
        await this.records().catch((error: unknown) => {
          throw new Error(`Waiting for ${what}: ${String(error)}`);
        }),
      );
      if (picked !== false && picked !== null && picked !== undefined) return picked;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async windowRecord(): Promise<WindowRecord> {
    const window = (await this.records()).windows.at(0);
    if (window === undefined) throw new Error('The app has no window.');
    return window;
  }

  async tray(): Promise<TrayRecord> {
    const { trays } = await this.records();
    const tray = trays.at(0);
    if (tray === undefined || trays.length > 1) throw new Error('The app has not one tray icon.');
    return tray;
  }

  clickTray = (): Promise<void> => this.rpc.call('clickTray');
  clickTrayMenu = (label: string): Promise<void> => this.rpc.call('clickTrayMenu', label);

  /** The newest notification that is on the screen, once there is one. */
  shownNotification(): Promise<NotificationRecord> {
    return this.until('a notification', ({ notifications }) =>
      notifications.findLast(({ state }) => state === 'shown'),
    );
  }

  clickNotification = (): Promise<void> => this.rpc.call('clickNotification', -1);

  /** Presses a button of the newest notification. */
  async pressNotificationButton(text: string): Promise<void> {
    const { actions } = await this.shownNotification();
    await this.rpc.call('actOnNotification', -1, actions.indexOf(text));
  }

  /** The user starts the app again. */
  secondInstance = (argv: readonly string[] = []): Promise<void> =>
    this.rpc.call('secondInstance', [...argv]);
  openUrl = (url: string): Promise<void> => this.rpc.call('openUrl', url);
  /** Another window gets the focus, or ours gets it back. */
  focusWindow = (isFocused: boolean): Promise<void> =>
    this.rpc.call('focusWindow', this.appPage.windowId, isFocused);
  /** A key of the whole desktop goes down. */
  pressShortcut = (accelerator: string): Promise<void> =>
    this.rpc.call('pressShortcut', accelerator);
  reserveShortcuts = (accelerators: readonly string[]): Promise<void> =>
    this.rpc.call('reserveShortcuts', [...accelerators]);
  activate = (): Promise<void> => this.rpc.call('activate');
  /** The user closes the window; resolves to whether that closed it. */
  closeWindow = (): Promise<boolean> => this.rpc.call('closeWindow', this.appPage.windowId);
  minimiseWindow = (): Promise<void> => this.rpc.call('minimiseWindow', this.appPage.windowId);
  moveWindow = (bounds: Rect): Promise<void> =>
    this.rpc.call('moveWindow', this.appPage.windowId, bounds);
  allowFocus = (isAllowed: boolean): Promise<void> => this.rpc.call('allowFocus', isAllowed);
  /** The user locks the screen, or is back. */
  lockScreen = (isLocked: boolean): Promise<void> => this.rpc.call('lockScreen', isLocked);
  power = (event: 'suspend' | 'resume'): Promise<void> => this.rpc.call('power', event);
  /** The next save dialogs are answered with this path, or cancelled. */
  answerSaveDialog = (path: string | null): Promise<void> =>
    this.rpc.call('answerSaveDialog', path);
  /** The button that is pressed in message boxes from now on; `null`: they are cancelled. */
  answerQuestions = (button: string | null): Promise<void> =>
    this.rpc.call('answerQuestions', button);

  /** What is on the computer's screens from now on. */
  setScreens = (screens: readonly CapturedScreen[]): Promise<void> =>
    this.rpc.call('setScreens', screens);

  /** The page's process dies. */
  async crash(): Promise<void> {
    await this.appPage.abandon();
    await this.rpc.call('crash', this.appPage.windowId);
  }

  /** The system asks the app to quit, as with Cmd+Q; resolves before it has. */
  async quit(): Promise<void> {
    await this.rpc.call('quit').catch(() => undefined);
  }

  // ── what no honest page would do ─────────────────────────────────────────────────────────────

  /** Sends a request as somebody else; rejects as the page's own promise would. */
  sendAs = (frame: FrameInfo, channel: string, ...args: unknown[]): Promise<unknown> =>
    this.appPage.sendAs(frame, channel, args);
  askPermission = (question: PermissionQuestion): Promise<{ request: boolean; check: boolean }> =>
    this.rpc.call('askPermission', question);
  askDisplay = (frame: FrameInfo, hasSound = false): Promise<DisplayGrant | null> =>
    this.rpc.call('askDisplay', frame, hasSound);
  openWindow = (url: string): Promise<'allow' | 'deny'> =>
    this.rpc.call('openWindow', this.appPage.windowId, url);
  mayNavigate = (url: string, isMainFrame = true): Promise<boolean> =>
    this.rpc.call('mayNavigate', this.appPage.windowId, url, isMainFrame);
  mayRedirect = (url: string): Promise<boolean> =>
    this.rpc.call('mayRedirect', this.appPage.windowId, url);
  mayAttachWebview = (): Promise<boolean> =>
    this.rpc.call('mayAttachWebview', this.appPage.windowId);
  mayDownload = (): Promise<boolean> => this.rpc.call('mayDownload', this.appPage.windowId);
  /** Asks the app's own protocol handler. */
  fetchApp = (url: string, method = 'GET'): Promise<FetchedFile> =>
    this.rpc.call('fetchApp', url, method);

  /** Ends everything at once, also what hangs. Doing it twice does nothing the second time. */
  async close(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
    await this.person.close();
    await this.folders.cleanUp();
  }

  private get appPage(): AppPage {
    const page = [...this.pages.values()].at(0);
    if (page === undefined) throw new Error('The app has no window.');
    return page;
  }

  private screenCalls(): ScreenCalls {
    return {
      load: async (windowId, page) => {
        await this.openPage(windowId).load(page);
        this.announceLoad();
      },
      reload: async (windowId) => {
        await this.pages.get(windowId)?.reload();
      },
      deliver: (windowId, delivery) => {
        this.pages.get(windowId)?.deliver(delivery);
      },
      destroy: (windowId) => {
        this.pages.delete(windowId);
      },
    };
  }

  private openPage(windowId: number): AppPage {
    const known = this.pages.get(windowId);
    if (known !== undefined) return known;
    if (this.pages.size > 0) throw new Error('The stand-in for Electron has one window only.');
    const { page, context } = this.person;
    const opened = new AppPage(windowId, page, context, (name, ...args) =>
      this.rpc.call(name, ...args),
    );
    this.pages.set(windowId, opened);
    return opened;
  }

  private collectLog(): void {
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.log.push(...text.split('\n').filter((line) => line !== ''));
      });
    }
  }
}
