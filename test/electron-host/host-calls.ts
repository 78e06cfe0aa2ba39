import type { WebPreferences } from 'electron';

// What the two processes ask of each other. `App*`: asked of the process in which the real main
// bundle runs; `Screen*`: asked of the test's process, which holds the browser.

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How the stand-in was started. */
export interface HostOptions {
  readonly appDir: string;
  readonly userDataDir: string;
  readonly homeDir: string;
  readonly exePath: string;
  /** Another instance holds the lock. */
  readonly isSecondInstance: boolean;
  readonly displays: readonly Rect[];
  /** Names the system's keyring; `basic_text`: there is none. */
  readonly keyring: string;
}

export interface MenuItemRecord {
  readonly type: string;
  readonly label: string;
  readonly role: string;
  readonly accelerator: string;
  readonly isChecked: boolean;
  readonly isEnabled: boolean;
}

export interface TrayRecord {
  /** File name of the icon; empty when the file is not there or not a picture. */
  readonly icon: string;
  readonly tooltip: string;
  readonly menu: readonly MenuItemRecord[];
}

export interface NotificationRecord {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly urgency: string;
  readonly state: 'created' | 'shown' | 'closed';
}

export interface WindowRecord {
  readonly id: number;
  readonly title: string;
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  readonly isMinimised: boolean;
  readonly isMaximised: boolean;
  readonly isFullScreen: boolean;
  readonly isFlashing: boolean;
  readonly bounds: Rect;
  /** As given to the constructor, the preload's path left out. */
  readonly webPreferences: Omit<WebPreferences, 'preload' | 'session'>;
}

export interface SaveDialogRecord {
  readonly defaultPath: string;
  readonly extensions: readonly string[];
}

/** A screen or a window of the computer that the app runs on. */
export interface CapturedScreen {
  readonly id: string;
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** R G B A. */
  readonly rgba: Uint8Array;
}

/** What a page was given that asked for a screen. */
export interface DisplayGrant {
  /** Of the source. */
  readonly id: string;
  readonly hasSound: boolean;
}

/** All that the app has told Electron so far. */
export interface HostRecords {
  readonly windows: readonly WindowRecord[];
  /** Those that are there now, oldest first. */
  readonly trays: readonly TrayRecord[];
  readonly notifications: readonly NotificationRecord[];
  readonly applicationMenu: readonly MenuItemRecord[] | null;
  readonly openedUrls: readonly string[];
  readonly saveDialogs: readonly SaveDialogRecord[];
  /** What message boxes asked, in order. */
  readonly questions: readonly string[];
  /** Accelerators that are taken from the whole desktop now. */
  readonly shortcuts: readonly string[];
  /** What keeps the machine awake. */
  readonly powerSaveBlockers: readonly string[];
  readonly badgeCount: number;
  /** What the panel about the program said, each time that it was opened. */
  readonly aboutPanels: readonly string[];
  /** What was given to pages that asked for a screen; `null`: nothing. */
  readonly displayGrants: readonly (DisplayGrant | null)[];
  readonly isSandboxEnabled: boolean;
  readonly schemes: readonly string[];
  readonly ipcChannels: readonly string[];
  /** Names of other listeners on ipcMain, which answer without any check of ours. */
  readonly ipcListeners: readonly string[];
}

/** Who sends an IPC message. */
export interface FrameInfo {
  readonly url: string;
  readonly isTop: boolean;
  /** In another window than ours. */
  readonly isElsewhere?: boolean;
}

export interface PermissionQuestion {
  readonly permission: string;
  readonly origin: string;
  readonly isMainFrame: boolean;
  readonly mediaTypes?: readonly ('audio' | 'video')[];
}

/** What the two handlers say. */
export interface PermissionAnswers {
  readonly request: boolean;
  readonly check: boolean;
}

export interface FetchedFile {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface AppCalls {
  records(): HostRecords;
  /** Of the main process, after a garbage collection. */
  usedHeapBytes(): number;
  /** A message of the page; its reply comes back by `deliver`. */
  invoke(
    windowId: number,
    frame: FrameInfo,
    requestId: number,
    channel: string,
    args: unknown[],
  ): Promise<void>;
  /** Whether a navigation that the page began may go on. */
  mayNavigate(windowId: number, url: string, isMainFrame: boolean): boolean;
  mayRedirect(windowId: number, url: string): boolean;
  /** What the window-open handler answers. */
  openWindow(windowId: number, url: string): 'allow' | 'deny';
  mayAttachWebview(windowId: number): boolean;
  mayDownload(windowId: number): boolean;
  /** What is on the computer from now on. */
  setScreens(screens: readonly CapturedScreen[]): void;
  /** A page asks for a screen. */
  askDisplay(frame: FrameInfo, hasSound: boolean): Promise<DisplayGrant | null>;
  /** What the two permission handlers say. */
  askPermission(question: PermissionQuestion): Promise<PermissionAnswers>;
  fetchApp(url: string, method: string): Promise<FetchedFile>;
  clickTray(): void;
  clickTrayMenu(label: string): void;
  clickNotification(index: number): void;
  actOnNotification(index: number, actionIndex: number): void;
  secondInstance(argv: string[]): void;
  /** macOS: a link was followed. */
  openUrl(url: string): void;
  /** Another window gets the focus, or ours gets it back. */
  focusWindow(windowId: number, isFocused: boolean): void;
  /** A key of the whole desktop goes down. */
  pressShortcut(accelerator: string): void;
  /** Keys that other programs have, so that nobody else gets them. */
  reserveShortcuts(accelerators: string[]): void;
  activate(): void;
  /** The user closes the window; resolves to whether it is gone. */
  closeWindow(windowId: number): boolean;
  minimiseWindow(windowId: number): void;
  moveWindow(windowId: number, bounds: Rect): void;
  /** The page's process died. */
  crash(windowId: number): void;
  quit(): void;
  answerSaveDialog(path: string | null): void;
  answerQuestions(button: string | null): void;
  /** Whether the system lets the app take the focus. */
  allowFocus(isAllowed: boolean): void;
  lockScreen(isLocked: boolean): void;
  /** The machine goes to sleep, or wakes up. */
  power(event: 'suspend' | 'resume'): void;
}

/** What the page is told, in order. */
export type Delivery =
  | { readonly kind: 'push'; readonly channel: string; readonly args: unknown[] }
  | { readonly kind: 'reply'; readonly requestId: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly requestId: number; readonly message: string };

export interface ScreenCalls {
  /** Resolves when the page has loaded. */
  load(windowId: number, page: { url: string; appOrigin: string; preload: string }): Promise<void>;
  reload(windowId: number): Promise<void>;
  deliver(windowId: number, delivery: Delivery): void;
  destroy(windowId: number): void;
}
