import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { Rect, WindowRecord } from '../host-calls';
import { app, type Closable } from './app';
import { StandInEvent } from './event';
import { offer, screenLink } from './link';
import { appOrigin, toPageUrl } from './protocol';
import { WebContentsStandIn } from './web-contents';

const windows = new Map<number, BrowserWindowStandIn>();
let lastId = 0;
let isFocusAllowed = true;

/** A window: its page is real, in the test's browser; its frame is only kept account of. */
export class BrowserWindowStandIn
  extends EventEmitter
  implements
    Closable,
    Pick<
      BrowserWindow,
      | 'id'
      | 'loadURL'
      | 'show'
      | 'hide'
      | 'focus'
      | 'restore'
      | 'minimize'
      | 'maximize'
      | 'destroy'
      | 'isVisible'
      | 'isFocused'
      | 'isMinimized'
      | 'isMaximized'
      | 'isDestroyed'
      | 'isFullScreen'
      | 'setFullScreen'
      | 'flashFrame'
      | 'getNormalBounds'
    >
{
  readonly id = (lastId += 1);
  private readonly contents = new WebContentsStandIn(this.id);
  private readonly state = {
    isVisible: false,
    isFocused: false,
    isMinimised: false,
    isMaximised: false,
    isFullScreen: false,
    isFlashing: false,
  };
  private bounds: Rect;
  private isGone = false;

  constructor(private readonly options: BrowserWindowConstructorOptions = {}) {
    super();
    const { x = 100, y = 100, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.state.isVisible = options.show ?? true;
    this.state.isFullScreen = options.kiosk ?? false;
    windows.set(this.id, this);
    app.windows.add(this);
  }

  get webContents(): WebContentsStandIn {
    if (this.isGone) throw new TypeError('Object has been destroyed');
    return this.contents;
  }

  async loadURL(url: string): Promise<void> {
    const { preload } = this.options.webPreferences ?? {};
    const page = {
      url: toPageUrl(url),
      appOrigin: await appOrigin(),
      preload: preload === undefined ? '' : readFileSync(preload, 'utf8'),
    };
    await screenLink.call('load', this.id, page);
    this.contents.handleLoaded(url);
    this.emit('ready-to-show', new StandInEvent());
  }

  show(): void {
    this.set({ isVisible: true, isFocused: isFocusAllowed }, 'show');
  }

  hide(): void {
    this.set({ isVisible: false, isFocused: false }, 'hide');
  }

  focus(): void {
    if (isFocusAllowed) this.set({ isFocused: true }, null);
  }

  blur(): void {
    this.set({ isFocused: false }, null);
  }

  minimize(): void {
    this.set({ isMinimised: true, isFocused: false }, 'minimize');
  }

  restore(): void {
    this.set({ isMinimised: false }, 'restore');
  }

  maximize(): void {
    this.set({ isMaximised: true, isVisible: true }, 'maximize');
  }

  setFullScreen(flag: boolean): void {
    this.set({ isFullScreen: flag }, flag ? 'enter-full-screen' : 'leave-full-screen');
  }

  flashFrame(flag: boolean): void {
    this.set({ isFlashing: flag }, null);
  }

  isVisible = (): boolean => this.state.isVisible;
  isFocused = (): boolean => this.state.isFocused;
  isMinimized = (): boolean => this.state.isMinimised;
  isMaximized = (): boolean => this.state.isMaximised;
  isFullScreen = (): boolean => this.state.isFullScreen;
  isDestroyed = (): boolean => this.isGone;
  getNormalBounds = (): Rect => ({ ...this.bounds });

  move(bounds: Rect): void {
    this.bounds = bounds;
    this.emit('move', new StandInEvent());
  }

  requestClose(): boolean {
    const event = new StandInEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    if (this.isGone) return;
    this.isGone = true;
    windows.delete(this.id);
    app.windows.delete(this);
    this.contents.handleDestroyed();
    screenLink.call('destroy', this.id).catch(() => undefined);
    this.emit('closed', new StandInEvent());
    if (app.windows.size === 0) app.handleAllClosed();
  }

  record(): WindowRecord {
    const webPreferences = { ...this.options.webPreferences };
    delete webPreferences.preload;
    const { title = '' } = this.options;
    return { id: this.id, title, ...this.state, bounds: this.bounds, webPreferences };
  }

  private set(change: Partial<BrowserWindowStandIn['state']>, event: string | null): void {
    if (this.isGone) throw new TypeError('Object has been destroyed');
    const isSame = Object.entries(change).every(
      ([key, value]) => this.state[key as keyof typeof this.state] === value,
    );
    if (isSame) return;
    const wasFocused = this.state.isFocused;
    Object.assign(this.state, change);
    if (event !== null) this.emit(event, new StandInEvent());
    const { isFocused } = this.state;
    if (isFocused !== wasFocused) this.emit(isFocused ? 'focus' : 'blur', new StandInEvent());
  }
}

export function windowRecords(): readonly WindowRecord[] {
  return [...windows.values()].map((window) => window.record());
}

function windowOf(id: number): BrowserWindowStandIn {
  const window = windows.get(id);
  if (window === undefined) throw new Error(`There is no window ${id}.`);
  return window;
}

offer({
  invoke: (id, frame, requestId, channel, args) =>
    windowOf(id).webContents.handleInvoke(frame, requestId, channel, args),
  mayNavigate: (id, url, isMainFrame) => windowOf(id).webContents.mayNavigate(url, isMainFrame),
  mayRedirect: (id, url) => windowOf(id).webContents.mayRedirect(url),
  openWindow: (id, url) => windowOf(id).webContents.openWindow(url),
  mayAttachWebview: (id) => windowOf(id).webContents.mayAttachWebview(),
  crash: (id) => {
    windowOf(id).webContents.crash();
  },
  closeWindow: (id) => windowOf(id).requestClose(),
  minimiseWindow: (id) => {
    windowOf(id).minimize();
  },
  focusWindow: (id, isFocused) => {
    if (isFocused) windowOf(id).focus();
    else windowOf(id).blur();
  },
  moveWindow: (id, bounds) => {
    windowOf(id).move(bounds);
  },
  allowFocus: (isAllowed) => {
    isFocusAllowed = isAllowed;
  },
});
