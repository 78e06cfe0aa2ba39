import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AboutPanelOptionsOptions, App } from 'electron';
import { StandInEvent } from './event';
import { hostOptions, offer } from './link';

type PathName = Parameters<App['getPath']>[0];

const { appDir, userDataDir, homeDir, exePath } = hostOptions;
const PATHS: Readonly<Partial<Record<PathName, string>>> = {
  userData: userDataDir,
  home: homeDir,
  appData: join(homeDir, '.config'),
  exe: exePath,
  downloads: join(userDataDir, 'Downloads'),
};

/** What quitting has to close; windows register themselves. */
export interface Closable {
  /** Resolves to false when the app prevented it. */
  requestClose(): boolean;
  destroy(): void;
}

export class AppStandIn
  extends EventEmitter
  implements
    Pick<
      App,
      | 'quit'
      | 'exit'
      | 'whenReady'
      | 'isReady'
      | 'getPath'
      | 'getAppPath'
      | 'getVersion'
      | 'isPackaged'
      | 'enableSandbox'
      | 'requestSingleInstanceLock'
      | 'setAppUserModelId'
      | 'setBadgeCount'
      | 'setAboutPanelOptions'
      | 'showAboutPanel'
    >
{
  readonly isPackaged = false;
  readonly windows = new Set<Closable>();
  isSandboxEnabled = false;
  badgeCount = 0;
  /** What the panel says, each time that it was opened. */
  readonly aboutPanels: string[] = [];
  private about = '';
  private ready = false;
  private isQuitting = false;
  private readonly readiness: Promise<void>;

  constructor() {
    super();
    // Electron is ready some time after the main script has run.
    this.readiness = new Promise((resolve) => {
      setImmediate(() => {
        this.ready = true;
        this.emit('ready', new StandInEvent());
        resolve();
      });
    });
  }

  isReady(): boolean {
    return this.ready;
  }

  whenReady(): Promise<void> {
    return this.readiness;
  }

  getAppPath(): string {
    return appDir;
  }

  getVersion(): string {
    const text = readFileSync(join(appDir, 'package.json'), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  }

  getPath(name: PathName): string {
    const path = PATHS[name];
    if (path === undefined) {
      throw new Error(`The stand-in for Electron has no path called ${name}.`);
    }
    if (name === 'downloads') mkdirSync(path, { recursive: true });
    return path;
  }

  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() has to be called before app is ready');
    this.isSandboxEnabled = true;
  }

  requestSingleInstanceLock(): boolean {
    return !hostOptions.isSecondInstance;
  }

  setAppUserModelId(): void {
    // Windows only.
  }

  setBadgeCount(count = 0): boolean {
    this.badgeCount = count;
    return true;
  }

  setAboutPanelOptions({
    applicationName = '',
    applicationVersion = '',
    version = '',
  }: AboutPanelOptionsOptions): void {
    this.about = `${applicationName} ${applicationVersion} (${version})`;
  }

  showAboutPanel(): void {
    this.aboutPanels.push(this.about);
  }

  quit(): void {
    if (this.isQuitting) return;
    const event = new StandInEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.isQuitting = true;
    for (const window of [...this.windows]) {
      if (window.requestClose()) continue;
      this.isQuitting = false;
      return;
    }
    this.leave(0);
  }

  exit(exitCode = 0): void {
    this.isQuitting = true;
    for (const window of [...this.windows]) window.destroy();
    this.emit('quit', new StandInEvent(), exitCode);
    endProcess(exitCode);
  }

  /** The last window is gone. */
  handleAllClosed(): void {
    if (this.isQuitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  private leave(exitCode: number): void {
    const event = new StandInEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) {
      this.isQuitting = false;
      return;
    }
    this.emit('quit', new StandInEvent(), exitCode);
    endProcess(exitCode);
  }
}

/** The test's process has to hear of what was done until now. */
function endProcess(exitCode: number): void {
  process.send?.({ kind: 'done', id: 0, value: null }, () => {
    process.exit(exitCode);
  });
}

export const app = new AppStandIn();

offer({
  quit: () => {
    app.quit();
  },
  secondInstance: (argv) => {
    app.emit('second-instance', new StandInEvent(), argv, process.cwd(), {});
  },
  openUrl: (url) => {
    app.emit('open-url', new StandInEvent(), url);
  },
  activate: () => {
    app.emit('activate', new StandInEvent(), false);
  },
});
