import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import { Emitter } from '../shared/base/emitter';
import type { Disposable } from '../shared/base/lifecycle';
import type { HostStatus } from '../shared/ipc/host-api';
import {
  describe,
  INITIAL_STATUS,
  type TrayCommand,
  trayIconName,
  type TrayLine,
  trayLines,
} from './tray-menu';

/** The icon in the system's tray. Its menu tells what was chosen; others act on it. */
export class AppTray implements Disposable {
  private tray: Tray | null = null;
  private status = INITIAL_STATUS;
  private missedCalls = 0;
  private startsAtLogin: boolean | null = null;
  private readonly commandEmitter = new Emitter<TrayCommand>();
  readonly onCommand = this.commandEmitter.event;

  /** @param iconFolder Holds a PNG per `TrayIconName`, and its @2x. */
  constructor(private readonly iconFolder: string) {}

  /** Puts the icon there, unless it is there already. */
  create(): void {
    if (this.tray !== null && !this.tray.isDestroyed()) return;
    this.tray = new Tray(this.icon());
    this.tray.on('click', () => {
      this.commandEmitter.fire({ kind: 'open' });
    });
    this.refresh(this.tray);
  }

  update(status: HostStatus): void {
    this.status = status;
    this.redraw();
  }

  /** Calls that were missed since somebody last looked. */
  showMissed(count: number): void {
    this.missedCalls = count;
    this.redraw();
  }

  /** `null`: it is not for the user to choose. */
  showStartsAtLogin(startsAtLogin: boolean | null): void {
    if (startsAtLogin === this.startsAtLogin) return;
    this.startsAtLogin = startsAtLogin;
    this.redraw();
  }

  dispose(): void {
    if (this.tray !== null && !this.tray.isDestroyed()) this.tray.destroy();
    this.tray = null;
    this.commandEmitter.dispose();
  }

  private redraw(): void {
    if (this.tray === null || this.tray.isDestroyed()) return;
    this.tray.setImage(this.icon());
    this.refresh(this.tray);
  }

  /** A menu cannot be changed on Linux once it is set, so that every state gets a new one. */
  private refresh(tray: Tray): void {
    const { status, missedCalls, startsAtLogin } = this;
    tray.setToolTip(`WebCRT: ${describe(status, missedCalls)}`);
    const lines = trayLines({ status, missedCalls, startsAtLogin });
    const items = lines.map((line) => this.toItem(line));
    tray.setContextMenu(Menu.buildFromTemplate(items));
  }

  private toItem(line: TrayLine): MenuItemConstructorOptions {
    if (line.type === 'separator') return { type: 'separator' };
    if (line.type === 'title') return { type: 'normal', label: line.label, enabled: false };
    const { type, label, isTicked: checked, command } = line;
    const click = (): void => {
      this.commandEmitter.fire(command);
    };
    return type === 'normal' ? { type, label, click } : { type, label, checked, click };
  }

  private icon(): Electron.NativeImage {
    return nativeImage.createFromPath(join(this.iconFolder, `${trayIconName(this.status)}.png`));
  }
}
