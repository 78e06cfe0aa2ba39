import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { ControlReply } from '../../shared/ipc/control';
import type { HostStatus, SettingsReport, StartOptions } from '../../shared/ipc/host-api';
import type { HostingApi } from '../../shared/ipc/hosting-api';
import type { IdentityApi } from '../../shared/ipc/identity-api';
import type { AttachedTerminals } from '../attached-terminals';
import type { QuitFlow } from '../quit';
import { markAsForeign } from '../foreign-mark';
import { ReceivedFiles } from '../received-files';
import type { Ring } from '../ring';
import { saveFile } from '../save-file';
import { ScreenCapture } from '../screen-capture';
import { SharedShell } from '../shell/shared-shell';
import { isScreenLocked, onPowerChange } from '../power-monitor';
import type { SettingsStore } from '../settings-store';
import type { LanApi } from '../../shared/ipc/lan-api';
import type { LanSignalling } from '../lan/lan-signalling';
import type { StayAwake } from '../stay-awake';
import type { AppWindow } from '../window';
import type { TypedIpc } from './typed-ipc';

/** The features that the window reaches, or hears of. */
export interface Features {
  readonly window: AppWindow;
  readonly ring: Ring;
  readonly settings: SettingsStore;
  readonly identity: IdentityApi;
  readonly hosting: HostingApi;
  readonly lan: LanApi;
  readonly signalling: LanSignalling;
  readonly quit: QuitFlow;
  readonly awake: StayAwake;
  readonly logger: Logger;
  readonly startOptions: () => StartOptions;
  /** The settings as they were found, and everything unusual about this start. */
  readonly report: () => SettingsReport;
  /** Where the window stands, for those who decide by it. */
  readonly updateStatus: (status: HostStatus) => void;
  /** What the window says to a request of `webcrt ctl`. */
  readonly answerControl: (id: number, reply: ControlReply) => void;
  readonly terminals: Pick<AttachedTerminals, 'beginAnew' | 'tell' | 'show'>;
}

/** Joins each channel to its feature, both ways. */
export function connectFeatures(ipc: TypedIpc, features: Features): Disposable {
  const owned = new DisposableStore();
  answerRequests(ipc, features);
  owned.add(receiveFiles(ipc, features));
  owned.add(shareScreens(ipc));
  owned.add(shareShell(ipc, features));
  owned.defer(() => {
    ipc.dispose();
  });
  owned.add(forwardEvents(ipc, features));
  return owned;
}

function answerRequests(ipc: TypedIpc, features: Features): void {
  const { window, ring, settings, identity, signalling, quit } = features;
  ipc.handle('app:start-options', features.startOptions);
  ipc.handle('app:quit', () => {
    quit.finish();
  });

  ipc.handle('signalling:sign-in', (options) => signalling.api.signIn(options));
  ipc.handle('signalling:sign-out', (options) => signalling.api.signOut(options));
  ipc.handle('signalling:retry-now', () => signalling.api.retryNow());
  ipc.handle('signalling:request', (name, payload) => signalling.api.request(name, payload));
  ipc.handle('signalling:state', () => signalling.state);

  ipc.handle('settings:load', () => features.report());
  ipc.handle('settings:update', (patch) => settings.update(patch));

  ipc.handle('identity:load', () => identity.load());
  ipc.handle('identity:sign', (statement) => identity.sign(statement));
  ipc.handle('identity:export', (passphrase) => identity.exportSealed(passphrase));
  ipc.handle('identity:import', (text, passphrase) => identity.importSealed(text, passphrase));

  ipc.handle('hosting:start', () => features.hosting.start());
  ipc.handle('hosting:stop', () => features.hosting.stop());
  ipc.handle('hosting:report', () => features.hosting.report());

  ipc.handle('lan:start', (phrase) => features.lan.start(phrase));
  ipc.handle('lan:stop', () => features.lan.stop());
  ipc.handle('lan:report', () => features.lan.report());
  ipc.handle('lan:contacts', (contacts) => features.lan.setContacts(contacts));

  ipc.handle('ring:start', (request) => {
    ring.start(request);
  });
  ipc.handle('ring:stop', () => {
    ring.stop();
  });
  ipc.handle('screen:keep-awake', (isOn) => {
    features.awake.set(isOn);
  });
  ipc.handle('screen:is-locked', isScreenLocked);
  ipc.handle('status:report', features.updateStatus);
  ipc.handle('control:answer', features.answerControl);
  ipc.handle('terminal:begin', () => {
    features.terminals.beginAnew();
  });
  ipc.handle('terminal:tell', (id, news) => {
    features.terminals.tell(id, news);
  });
  ipc.handle('terminal:show', (id, cells) => {
    features.terminals.show(id, cells);
  });

  ipc.handle('window:is-visible', () => window.isVisible);
  ipc.handle('window:toggle-full-screen', () => {
    window.toggleFullScreen();
  });
  ipc.handle('file:save', (name, bytes) => saveFile(window.browserWindow, name, bytes));
}

function receiveFiles(ipc: TypedIpc, { window }: Features): Disposable {
  const files = new ReceivedFiles(() => window.browserWindow, markAsForeign);
  ipc.handle('file:open', (name, sizeBytes) => files.open(name, sizeBytes));
  ipc.handle('file:write', (id, bytes) => files.write(id, bytes));
  ipc.handle('file:close', (id) => files.close(id));
  ipc.handle('file:discard', (id) => files.discard(id));
  return files;
}

function shareScreens(ipc: TypedIpc): Disposable {
  const screens = new ScreenCapture();
  ipc.handle('screens:list', () => screens.list());
  ipc.handle('screens:choose', (id, withSound) => screens.choose(id, withSound));
  return screens;
}

/** Its cells go to the window, which has those to whom they may go. */
function shareShell(ipc: TypedIpc, { window, logger }: Features): Disposable {
  const shell = new SharedShell(
    () => window.browserWindow,
    {
      handleCells: (messages) => {
        ipc.push('shell:cells', messages);
      },
      handleEnd: (exitCode) => {
        ipc.push('shell:ended', exitCode);
      },
    },
    logger,
  );
  ipc.handle('shell:start', (wish) => shell.start(wish));
  ipc.handle('shell:stop', () => shell.stop());
  ipc.handle('shell:type', (inputs) => shell.type(inputs));
  ipc.handle('shell:resize', (size) => shell.resize(size));
  ipc.handle('shell:history', (above, lines) => shell.history(above, lines));
  ipc.handle('shell:forget-history', () => shell.forgetHistory());
  return shell;
}

function forwardEvents(ipc: TypedIpc, features: Features): Disposable {
  const owned = new DisposableStore();
  owned.add(
    features.settings.onChange((settings) => {
      ipc.push('settings:changed', settings);
    }),
  );
  owned.add(
    onPowerChange((change) => {
      ipc.push('power:change', change);
    }),
  );
  owned.add(
    features.window.onVisibility((isVisible) => {
      ipc.push('window:visibility', isVisible);
    }),
  );
  return owned;
}
