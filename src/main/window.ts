import { BrowserWindow, screen, type WebContents } from 'electron';
import { Emitter } from '../shared/base/emitter';
import type { Disposable } from '../shared/base/lifecycle';
import { APP_ENTRY_URL } from './app-address';
import {
  clampToDisplays,
  DEFAULT_WINDOW_SIZE,
  MIN_WINDOW_SIZE,
  type WindowState,
} from './window-bounds';

export interface AppWindowOptions {
  readonly preloadPath: string;
  readonly iconPath: string;
  readonly isDeveloper: boolean;
  /** Fills the screen, and has no way out but closing. */
  readonly isKiosk: boolean;
  /** Where the window was last time. */
  readonly state: WindowState | null;
  /** What to do when the user closes it. */
  readonly onClose: () => 'close' | 'hide' | 'minimise' | 'quit';
}

/** The one window of the app. It lives as long as the app does: closing it may only hide it. */
export class AppWindow implements Disposable {
  private readonly window: BrowserWindow;
  private isPageLoaded = false;
  /** Made small by closing it: Wayland tells nobody which windows are. */
  private isPutAway = false;
  private wasVisible = false;
  private readonly visibilityEmitter = new Emitter<boolean>();
  readonly onVisibility = this.visibilityEmitter.event;
  private readonly focusEmitter = new Emitter<boolean>();
  /** The window got the focus, or lost it. */
  readonly onFocus = this.focusEmitter.event;
  private readonly quitEmitter = new Emitter<null>();
  /** The user closed the window, and that means the app. */
  readonly onQuitWished = this.quitEmitter.event;
  private readonly minimisedEmitter = new Emitter<null>();
  /** The user closed the window, and it was only made small. */
  readonly onMinimised = this.minimisedEmitter.event;
  private readonly stateEmitter = new Emitter<WindowState>();
  /** Worth remembering: told when the window goes out of sight. */
  readonly onStateToKeep = this.stateEmitter.event;

  constructor(private readonly options: AppWindowOptions) {
    this.window = createWindow(options);
    this.window.on('close', (event) => {
      this.handleClose(event);
    });
    this.watchVisibility();
    this.announceFocus();
    this.watchPage();
  }

  get contents(): WebContents {
    return this.window.webContents;
  }

  get browserWindow(): BrowserWindow {
    return this.window;
  }

  get isGone(): boolean {
    return this.window.isDestroyed();
  }

  /** Whether there is a page that could hear. */
  get isPageReady(): boolean {
    return !this.isGone && this.isPageLoaded;
  }

  get isVisible(): boolean {
    return !this.isGone && !this.isPutAway && this.window.isVisible() && !this.window.isMinimized();
  }

  get isFocused(): boolean {
    return !this.isGone && this.window.isFocused();
  }

  /** Loads the page. Rejects when it cannot be loaded. */
  async load({ isHidden }: { readonly isHidden: boolean }): Promise<void> {
    if (!isHidden) {
      this.window.once('ready-to-show', () => {
        this.window.show();
      });
    }
    await this.window.loadURL(APP_ENTRY_URL);
  }

  /** Shows the window in front. Where the system forbids taking the focus, it flashes instead. */
  bringUp(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
    if (!this.window.isFocused()) this.window.flashFrame(true);
  }

  stopFlashing(): void {
    if (!this.isGone) this.window.flashFrame(false);
  }

  hide(): void {
    this.stateEmitter.fire(this.readState());
    this.window.hide();
  }

  toggleFullScreen(): void {
    this.window.setFullScreen(!this.window.isFullScreen());
  }

  reload(): void {
    if (!this.isGone) this.window.webContents.reload();
  }

  readState(): WindowState {
    return { bounds: this.window.getNormalBounds(), isMaximised: this.window.isMaximized() };
  }

  dispose(): void {
    if (!this.isGone) this.window.destroy();
    this.visibilityEmitter.dispose();
    this.focusEmitter.dispose();
    this.quitEmitter.dispose();
    this.stateEmitter.dispose();
    this.minimisedEmitter.dispose();
  }

  private handleClose(event: Pick<Electron.Event, 'preventDefault'>): void {
    const action = this.options.onClose();
    if (action === 'close') {
      this.stateEmitter.fire(this.readState());
      return;
    }
    event.preventDefault();
    if (action === 'quit') this.quitEmitter.fire(null);
    else if (action === 'minimise') this.minimise();
    // A full-screen window that is hidden leaves a black screen behind (macOS).
    else if (this.window.isFullScreen()) this.leaveFullScreenAndHide();
    else this.hide();
  }

  private minimise(): void {
    this.stateEmitter.fire(this.readState());
    this.isPutAway = true;
    this.window.minimize();
    this.announceVisibility();
    this.minimisedEmitter.fire(null);
  }

  private leaveFullScreenAndHide(): void {
    this.window.once('leave-full-screen', () => {
      this.hide();
    });
    this.window.setFullScreen(false);
  }

  private watchPage(): void {
    this.contents.on('did-finish-load', () => {
      this.isPageLoaded = true;
    });
    this.contents.on('render-process-gone', () => {
      this.isPageLoaded = false;
    });
  }

  private announceFocus(): void {
    this.window.on('focus', () => {
      this.focusEmitter.fire(true);
    });
    this.window.on('blur', () => {
      this.focusEmitter.fire(false);
    });
  }

  private watchVisibility(): void {
    const announce = (): void => {
      this.announceVisibility();
    };
    const bringBack = (): void => {
      this.isPutAway = false;
      this.announceVisibility();
    };
    this.window.on('show', bringBack);
    this.window.on('restore', bringBack);
    this.window.on('focus', bringBack);
    this.window.on('hide', announce);
    this.window.on('minimize', announce);
  }

  private announceVisibility(): void {
    if (this.isVisible === this.wasVisible) return;
    this.wasVisible = this.isVisible;
    this.visibilityEmitter.fire(this.wasVisible);
  }
}

function createWindow({
  preloadPath,
  iconPath,
  isDeveloper,
  isKiosk,
  state,
}: AppWindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const bounds = state && clampToDisplays(state.bounds, workAreas);
  const window = new BrowserWindow({
    ...(bounds ?? DEFAULT_WINDOW_SIZE),
    minWidth: MIN_WINDOW_SIZE.width,
    minHeight: MIN_WINDOW_SIZE.height,
    show: false,
    kiosk: isKiosk,
    title: 'WebCRT',
    backgroundColor: '#000000',
    autoHideMenuBar: true,
    icon: iconPath,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: isDeveloper,
      // A call goes on behind other windows and in the tray.
      backgroundThrottling: false,
    },
  });
  if (state?.isMaximised === true && !isKiosk) {
    // `maximize` shows the window too, so it waits until the window is to be shown.
    window.once('show', () => {
      window.maximize();
    });
  }
  return window;
}
