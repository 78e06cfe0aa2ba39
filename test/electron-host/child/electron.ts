// What `import ... from 'electron'` gives to the main bundle in a test.
import type * as Electron from 'electron';
import { usedHeapBytes } from '../../helpers/heap-bar';
import { app } from './app';
import { BrowserWindowStandIn as BrowserWindow, windowRecords } from './browser-window';
import { globalShortcut, shortcutRecords } from './global-shortcut';
import { desktopCapturer } from './desktop-capturer';
import { ipcMain } from './ipc-main';
import { offer } from './link';
import { MenuStandIn as Menu } from './menu';
import { NativeImageStandIn as nativeImage } from './native-image';
import { NotificationStandIn as Notification, notificationRecords } from './notification';
import { powerMonitor } from './power-monitor';
import { powerSaveBlocker, powerSaveRecords } from './power-save-blocker';
import { protocol } from './protocol';
import { safeStorage } from './safe-storage';
import { displayGrantRecords, session } from './session';
import {
  dialog,
  openedUrlRecords,
  questionRecords,
  saveDialogRecords,
  screen,
  shell,
} from './system';
import { TrayStandIn as Tray, trayRecords } from './tray';

/** A name that Electron does not export fails to compile. */
const standIn = {
  app,
  BrowserWindow,
  desktopCapturer,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
} satisfies Partial<Record<keyof typeof Electron, unknown>>;

offer({
  usedHeapBytes,
  records: () => ({
    windows: windowRecords(),
    trays: trayRecords(),
    notifications: notificationRecords(),
    applicationMenu: Menu.applicationRecords(),
    openedUrls: openedUrlRecords(),
    saveDialogs: saveDialogRecords(),
    questions: questionRecords(),
    shortcuts: shortcutRecords(),
    powerSaveBlockers: powerSaveRecords(),
    badgeCount: app.badgeCount,
    aboutPanels: [...app.aboutPanels],
    displayGrants: displayGrantRecords(),
    isSandboxEnabled: app.isSandboxEnabled,
    schemes: [...protocol.schemes],
    ipcChannels: ipcMain.channels,
    ipcListeners: ipcMain.eventNames().map(String),
  }),
});

export {
  app,
  BrowserWindow,
  desktopCapturer,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};
export default standIn;
