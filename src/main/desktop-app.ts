import { trustedFingerprint } from '../shared/config/trusted-certificate';
import type { Signer } from '../shared/identity/signer';
import type { Push } from '../shared/protocol/events';
import type { SignallingState } from '../shared/signalling/signalling-api';
import { networkInterfaces } from 'node:os';
import { app } from 'electron';
import { assertNever } from '../shared/base/assert-never';
import { buildText } from '../shared/base/build-facts';
import { DisposableStore } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import { SYSTEM_CLOCK } from '../shared/base/system-clock';
import type { HostStatus, RingDecision, SettingsReport } from '../shared/ipc/host-api';
import { showAbout } from './about';
import { BackgroundMode } from './background-mode';
import type { ChosenServer } from './choose-server';
import { decideOnClose } from './close-policy';
import type { ConfigStore } from './config-store';
import { recoverFromCrashes } from './crash-recovery';
import type { DeepLinks } from './deep-links';
import { IdentityFile } from './identity-file';
import { IdentityStore } from './identity-store';
import { isStartedByLogin } from './login-entry';
import { connectFeatures } from './ipc/handlers';
import { TypedIpc } from './ipc/typed-ipc';
import { openHostCertificate } from './lan/host-certificate';
import { LanAccess } from './lan/lan-access';
import { LanSignalling } from './lan/lan-signalling';
import { NetworkHost } from './lan/network-host';
import { CallNotifications } from './notifications';
import { ExternalControl } from './external-control';
import { systemKeyring } from './keyring';
import type { AppPaths } from './paths';
import { QuitFlow } from './quit';
import { Ring } from './ring';
import type { SettingsStore } from './settings-store';
import { serverCommand } from './server-command';
import { MainSignalling } from './signalling';
import type { CommandLine } from './start-options';
import { StayAwake } from './stay-awake';
import { keepTextSize } from './text-size';
import { AppTray } from './tray';
import { TrayHost } from './tray-host';
import { INITIAL_STATUS, type TrayCommand } from './tray-menu';
import { createUpdateNotice } from './updates/create-update-notice';
import type { UpdateNotice } from './updates/update-notice';
import { AppWindow } from './window';
import { parseWindowState, type WindowState } from './window-bounds';

/** What is there before the app's own parts are. */
export interface DesktopAppOptions {
  readonly paths: AppPaths;
  readonly commandLine: CommandLine;
  readonly logger: Logger;
  readonly settings: SettingsStore;
  readonly windowStore: ConfigStore;
  readonly server: ChosenServer;
  readonly links: DeepLinks;
}

/** The running app: introduces window, tray, ring, signalling and quitting to each other. */
export class DesktopApp {
  private readonly owned = new DisposableStore();
  private readonly window: AppWindow;
  private readonly tray: AppTray;
  private readonly trayHost = new TrayHost(process.platform);
  private readonly background: BackgroundMode;
  private readonly notifications: CallNotifications;
  private readonly ring: Ring;
  private readonly ipc: TypedIpc;
  private readonly identity: IdentityStore;
  private readonly signalling: LanSignalling;
  private readonly lan: LanAccess;
  private readonly hosting: NetworkHost;
  private readonly quit: QuitFlow;
  private readonly control: ExternalControl;
  private readonly awake = this.owned.add(new StayAwake());
  private readonly updates: UpdateNotice | null;
  private status: HostStatus = INITIAL_STATUS;

  constructor(private readonly options: DesktopAppOptions) {
    const { paths, logger } = options;
    this.quit = this.owned.add(this.createQuitFlow());
    this.window = this.owned.add(this.createWindow());
    this.tray = this.owned.add(new AppTray(paths.trayIconFolder));
    this.notifications = this.owned.add(new CallNotifications(paths.icon, logger));
    this.ring = new Ring({ notifications: this.notifications, window: this.window });
    this.ipc = new TypedIpc(() => (this.window.isGone ? null : this.window.contents), logger);
    this.control = this.owned.add(this.createControl());
    this.background = this.owned.add(this.createBackground());
    this.updates = this.createUpdates();
    if (this.updates !== null) this.owned.add(this.updates);
    this.identity = new IdentityStore({
      file: new IdentityFile(paths.userFolder),
      keyring: systemKeyring(process.platform),
      logger,
      nowMs: () => SYSTEM_CLOCK.nowMs(),
    });
    this.signalling = this.owned.add(this.createSignalling());
    this.lan = this.createLan();
    this.hosting = this.createHosting();
    this.connectWindow();
    this.owned.add(keepTextSize(this.window.contents, options.settings));
    this.listenToParts();
    this.listenToSystem();
    this.watchForCrashes();
  }

  /** Puts the icon into the tray and opens the window. Rejects when its page cannot be loaded. */
  async open(): Promise<void> {
    const { isHidden, isUrlOnly, isKiosk } = this.options.commandLine;
    this.tray.create();
    this.control.open();
    this.updates?.start();
    // Before the page asks for the settings: it may change one.
    await this.background.open();
    const isOutOfSight = isHidden || isUrlOnly || isStartedByLogin(process.platform);
    await this.window.load({ isHidden: !isKiosk && isOutOfSight });
  }

  /** The user wants to see it: whatever happens next, the window stays. */
  show(): void {
    if (this.window.isGone) return;
    this.ring.keepWindow();
    this.window.bringUp();
    this.control.handleShown();
  }

  private createWindow(): AppWindow {
    const { paths, settings, windowStore, commandLine } = this.options;
    const { isKiosk } = commandLine;
    return new AppWindow({
      preloadPath: paths.preload,
      iconPath: paths.icon,
      isDeveloper: !app.isPackaged,
      isKiosk,
      state: parseWindowState(windowStore.read()),
      onClose: () =>
        decideOnClose({
          isQuitting: this.quit.isExiting,
          phase: this.status.phase,
          closeToTray: settings.settings.close_to_tray,
          isKiosk,
          showsTray: this.trayHost.showsTray,
        }),
    });
  }

  private createSignalling(): LanSignalling {
    const { logger, settings } = this.options;
    const sink = {
      handleState: (state: SignallingState) => {
        this.ipc.push('signalling:state', state);
      },
      handlePush: (push: Push) => {
        this.control.handlePush(push);
        this.ipc.push('signalling:push', push);
      },
    };
    const trusted = (server: string): string | null =>
      trustedFingerprint(settings.settings.trusted_certificates, server);
    const signer = (): Promise<Signer> => this.identity.signer();
    return new LanSignalling((inner) => new MainSignalling(logger, inner, trusted, signer), sink);
  }

  private createLan(): LanAccess {
    const { logger, settings } = this.options;
    return new LanAccess({
      signalling: this.signalling,
      identity: () => this.identity.lanIdentity(),
      signer: () => this.identity.signer(),
      interfaces: networkInterfaces,
      wanted: () => {
        const { lan_interface: network, lan_port: port, lan_answer: name } = settings.settings;
        return { network, port, name };
      },
      clock: SYSTEM_CLOCK,
      logger,
    });
  }

  private createHosting(): NetworkHost {
    const { logger, paths, settings, server } = this.options;
    const { embedded, url } = server;
    return new NetworkHost({
      server: embedded === null ? null : { url, embedded },
      interfaces: networkInterfaces,
      wanted: () => {
        const { lan_interface: network, host_port: port } = settings.settings;
        return { network, port };
      },
      certificate: () => openHostCertificate(paths.userFolder, SYSTEM_CLOCK.nowMs()),
      logger,
    });
  }

  private createControl(): ExternalControl {
    const { logger, paths, settings, links } = this.options;
    const { ipc, window, ring, tray, notifications } = this;
    return new ExternalControl({
      clock: SYSTEM_CLOCK,
      logger,
      userFolder: paths.userFolder,
      ipc,
      window,
      ring,
      tray,
      notifications,
      settings,
      links,
      show: () => {
        this.show();
      },
    });
  }

  private createBackground(): BackgroundMode {
    const { logger, settings, commandLine } = this.options;
    const { window, tray, trayHost, notifications } = this;
    return new BackgroundMode({
      window,
      tray,
      trayHost,
      notifications,
      settings,
      logger,
      isKiosk: commandLine.isKiosk,
      show: () => {
        this.show();
      },
      showLine: (text) => {
        this.ipc.push('app:notice', text);
      },
    });
  }

  private createUpdates(): UpdateNotice | null {
    const { logger, paths, settings } = this.options;
    return createUpdateNotice({
      logger,
      userFolder: paths.userFolder,
      isWanted: () => settings.settings.update_notice,
      // A room with pictures keeps the display awake.
      isInCall: () => this.status.phase !== 'idle' || this.awake.isOn,
      showNews: (title, body, onClick) => {
        this.notifications.showNews(title, body, onClick);
      },
      showLine: (text) => {
        this.ipc.push('app:notice', text);
      },
    });
  }

  private createQuitFlow(): QuitFlow {
    return new QuitFlow({
      clock: SYSTEM_CLOCK,
      askWindow: () => {
        if (!this.window.isPageReady) return false;
        this.ipc.push('app:quit-requested', null);
        return true;
      },
      release: () => this.release(),
      exit: () => {
        // Destroyed, not closed: a hung page could hold a closing window up for ever.
        this.owned.dispose();
        app.quit();
      },
    });
  }

  private connectWindow(): void {
    const { settings, server, commandLine, links } = this.options;
    const features = connectFeatures(this.ipc, {
      window: this.window,
      ring: this.ring,
      settings,
      identity: this.identity,
      signalling: this.signalling,
      hosting: this.hosting,
      lan: this.lan,
      quit: this.quit,
      awake: this.awake,
      logger: this.options.logger,
      startOptions: () => ({
        server: server.url,
        user: commandLine.user,
        appVersion: buildText(),
        room: links.takeFirst(),
        login: null,
        deviceCode: null,
        isKiosk: commandLine.isKiosk,
        serverCommand: serverCommand(),
      }),
      report: () => this.report(),
      updateStatus: (status) => {
        this.updateStatus(status);
      },
      terminals: this.control.terminals,
      answerControl: (id, reply) => {
        this.control.answerControl(id, reply);
      },
    });
    this.owned.add(features);
  }

  private listenToParts(): void {
    const { window, tray, notifications, quit, owned } = this;
    owned.add(
      tray.onCommand((command) => {
        this.handleTrayCommand(command);
      }),
    );
    owned.add(
      notifications.onClick(() => {
        this.show();
      }),
    );
    owned.add(
      notifications.onDecision((decision) => {
        this.handleDecision(decision);
      }),
    );
    owned.add(
      window.onQuitWished(() => {
        quit.request();
      }),
    );
    owned.add(
      window.onStateToKeep((state) => {
        this.keepWindowState(state);
      }),
    );
  }

  private listenToSystem(): void {
    app.on('activate', () => {
      this.show();
    });
    // The window is hidden, not closed; without a listener Electron would quit on its own account.
    app.on('window-all-closed', () => undefined);
    app.on('before-quit', (event) => {
      if (this.quit.isExiting) return;
      event.preventDefault();
      this.quit.request();
    });
  }

  private watchForCrashes(): void {
    const { logger, commandLine } = this.options;
    const { window } = this;
    recoverFromCrashes({
      contents: window.contents,
      clock: SYSTEM_CLOCK,
      logger,
      isKiosk: commandLine.isKiosk,
      onCrash: () => {
        this.handleCrash();
      },
      reload: () => {
        window.reload();
      },
    });
  }

  private handleTrayCommand(command: TrayCommand): void {
    switch (command.kind) {
      case 'open':
        this.show();
        break;
      case 'quit':
        this.quit.request();
        break;
      case 'presence':
        this.ipc.push('tray:presence-chosen', command.presence);
        break;
      case 'auto-answer':
        this.ipc.push('tray:auto-answer-chosen', command.isOn);
        break;
      case 'start-at-login':
        this.options.settings.update({ start_at_login: command.isOn });
        break;
      case 'about':
        showAbout();
        break;
      default:
        assertNever(command, 'tray command');
    }
  }

  private handleDecision(decision: RingDecision): void {
    if (decision.decision === 'accept') this.show();
    this.ipc.push('ring:decision', decision);
  }

  private updateStatus(status: HostStatus): void {
    this.status = status;
    this.tray.update(status);
    this.ring.updatePhase(status.phase);
    this.control.updateStatus(status);
    this.updates?.handleStatus();
  }

  private report(): SettingsReport {
    const { settings, commandLine, server, links } = this.options;
    const { notices } = settings.report();
    const linkProblems = links.firstProblem === null ? [] : [links.firstProblem];
    return {
      settings: settings.settings,
      notices: [...notices, ...commandLine.problems, ...server.notices, ...linkProblems],
    };
  }

  /** The page is gone, and its call with it: the other side is told, the tray shows it. */
  private handleCrash(): void {
    this.ring.stop();
    this.awake.set(false);
    this.updateStatus({ ...this.status, phase: 'idle', peer: null });
    void this.signalling.signOut();
  }

  private async release(): Promise<void> {
    if (!this.window.isGone) this.keepWindowState(this.window.readState());
    await this.signalling.signOut();
    await this.lan.stop();
    await this.hosting.stop();
    await this.options.server.close();
  }

  private keepWindowState(state: WindowState): void {
    try {
      this.options.windowStore.write(state);
    } catch {
      this.options.logger.log('warn', 'the place of the window could not be stored');
    }
  }
}
