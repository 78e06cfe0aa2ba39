import { type Disposable, DisposableStore } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import { systemLoginEntry } from './login-entry';
import { LoginStart } from './login-start';
import type { CallNotifications } from './notifications';
import type { SettingsStore } from './settings-store';
import type { AppTray } from './tray';
import type { TrayHost } from './tray-host';
import type { AppWindow } from './window';

export interface BackgroundModePorts {
  readonly window: AppWindow;
  readonly tray: AppTray;
  readonly trayHost: TrayHost;
  readonly notifications: CallNotifications;
  readonly settings: SettingsStore;
  readonly logger: Logger;
  readonly isKiosk: boolean;
  /** Brings the window up because the user wants it. */
  readonly show: () => void;
  readonly showLine: (text: string) => void;
}

/**
 * Where the app is while its window is not: in the tray, or where there is none among the windows
 * that are made small; and among what starts with the session.
 */
export class BackgroundMode implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly login: LoginStart | null;
  private wasTold = false;

  constructor(private readonly ports: BackgroundModePorts) {
    const { window, trayHost, settings, tray, isKiosk } = ports;
    // A kiosk has an entry of its own, and nobody who reads menus.
    this.login = isKiosk ? null : this.owned.add(this.createLogin());
    this.owned.add(
      window.onFocus((isFocused) => {
        if (isFocused) void trayHost.look();
      }),
    );
    this.owned.add(
      window.onMinimised(() => {
        this.tellOnce();
      }),
    );
    if (this.login === null) return;
    this.owned.add(
      settings.onChange(({ start_at_login: isOn }) => {
        tray.showStartsAtLogin(isOn);
      }),
    );
  }

  /** Resolves when the settings say what is so. */
  async open(): Promise<void> {
    const { settings, tray, trayHost } = this.ports;
    void trayHost.look();
    await this.login?.open();
    if (this.login !== null) tray.showStartsAtLogin(settings.settings.start_at_login);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private createLogin(): LoginStart {
    const { settings, logger, showLine } = this.ports;
    return new LoginStart({
      entry: systemLoginEntry(process.platform),
      logger,
      isWanted: () => settings.settings.start_at_login,
      setWanted: (isWanted) => {
        settings.update({ start_at_login: isWanted });
      },
      onSettings: (listener) => settings.onChange(listener),
      showLine,
    });
  }

  /** Whoever closes a window wonders why it is still there, once. */
  private tellOnce(): void {
    if (this.wasTold) return;
    this.wasTold = true;
    const { notifications, show, showLine } = this.ports;
    notifications.showNews('WebCRT is still there', STAYS, show);
    showLine(STAYS);
  }
}

const STAYS =
  'This desktop shows no tray, so that the window was made small: people can call you as before. quit ends ' +
  'WebCRT, and config close_to_tray off lets closing its window do so.';
