import { app } from 'electron';
import type { Clock } from '../shared/base/clock';
import { DisposableStore, type Disposable } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import type { ControlReply, ControlRequest } from '../shared/ipc/control';
import type { HostStatus } from '../shared/ipc/host-api';
import type { Push } from '../shared/protocol/events';
import { PendingControlRequests } from './pending-control-requests';
import { controlSocketPath } from './control-socket-path';
import { listenForControl, type TerminalChannel } from './control-socket';
import type { DeepLinks } from './deep-links';
import type { TypedIpc } from './ipc/typed-ipc';
import { MissedCalls } from './missed-calls';
import type { CallNotifications } from './notifications';
import type { Ring } from './ring';
import type { SettingsStore } from './settings-store';
import { TalkKey } from './talk-key';
import { AttachedTerminals } from './attached-terminals';
import type { AppTray } from './tray';
import { INITIAL_STATUS } from './tray-menu';
import type { AppWindow } from './window';

export interface ExternalControlOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userFolder: string;
  readonly ipc: TypedIpc;
  readonly window: AppWindow;
  readonly ring: Ring;
  readonly tray: AppTray;
  readonly notifications: CallNotifications;
  readonly settings: SettingsStore;
  readonly links: DeepLinks;
  /** Brings the window up because the user wants it. */
  readonly show: () => void;
}

/**
 * What reaches the app from beside its window: `webcrt ctl`, the key for talking, links to rooms.
 * And what it leaves there: how many calls were missed.
 */
export class ExternalControl implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly missed: MissedCalls;
  private readonly desk: PendingControlRequests;
  private readonly talkKey = this.owned.add(new TalkKey());
  /** Where `webcrt tty` shows what the window shows. */
  readonly terminals: AttachedTerminals;
  private status: HostStatus = INITIAL_STATUS;

  constructor(private readonly options: ExternalControlOptions) {
    const { clock, window, ring, notifications } = options;
    this.missed = this.owned.add(
      new MissedCalls({
        // A window that came up by the ringing alone has nobody in front of it.
        isWatched: () => window.isVisible && window.isFocused && !ring.isUnattended,
        showNotification: (title, body) => {
          notifications.showMissed(title, body);
        },
      }),
    );
    this.desk = this.owned.add(
      new PendingControlRequests({
        clock,
        ask: (request) => {
          if (!window.isPageReady) return false;
          options.ipc.push('control:request', request);
          return true;
        },
        missedCalls: () => this.missed.count,
      }),
    );
    this.terminals = this.owned.add(
      new AttachedTerminals((numbered) => {
        options.ipc.push('terminal:request', numbered);
      }),
    );
    this.listen();
  }

  /** Opens the socket of `webcrt ctl`. */
  open(): void {
    const { userFolder, logger } = this.options;
    const place = controlSocketPath(userFolder, process.platform);
    const listener = {
      handle: (request: ControlRequest) => this.desk.handle(request),
      attach: (channel: TerminalChannel) => this.terminals.attach(channel),
    };
    this.owned.add(listenForControl(place, listener, logger));
  }

  handlePush(push: Push): void {
    if (push.name === 'call:missed') this.missed.handleMissed(push.payload);
  }

  updateStatus(status: HostStatus): void {
    this.status = status;
    this.updateTalkKey();
  }

  answerControl(id: number, reply: ControlReply): void {
    this.desk.answer(id, reply);
  }

  /** The user came to the window. */
  handleShown(): void {
    this.missed.clear();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private listen(): void {
    const { ipc, window, ring, tray, notifications, settings, links, show } = this.options;
    const { owned, talkKey } = this;
    owned.add(
      window.onFocus((isFocused) => {
        if (isFocused && !ring.isUnattended) this.missed.clear();
        this.updateTalkKey();
      }),
    );
    owned.add(
      settings.onChange(() => {
        this.updateTalkKey();
      }),
    );
    owned.add(
      talkKey.onPress(() => {
        ipc.push('talk:toggle', null);
      }),
    );
    owned.add(
      talkKey.onRefused((text) => {
        ipc.push('app:notice', text);
      }),
    );
    owned.add(
      this.missed.onChange((count) => {
        tray.showMissed(count);
        app.setBadgeCount(count);
        if (count === 0) notifications.clearMissed();
      }),
    );
    owned.add(
      links.onLink((link) => {
        show();
        ipc.push('link:room', link);
      }),
    );
    owned.add(
      links.onUnusable((text) => {
        show();
        ipc.push('app:notice', text);
      }),
    );
  }

  private updateTalkKey(): void {
    const { settings, window } = this.options;
    const { ptt, keys } = settings.settings;
    this.talkKey.update({
      chord: keys['push-to-talk'],
      isWanted: ptt !== 'off' && this.status.phase !== 'idle',
      isFocused: window.isFocused,
    });
  }
}
