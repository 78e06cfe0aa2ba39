import { Emitter } from '../../shared/base/emitter';
import type { HostApi, StartOptions, TerminalsApi } from '../../shared/ipc/host-api';
import type { HostingApi } from '../../shared/ipc/hosting-api';
import type { LanApi } from '../../shared/ipc/lan-api';
import type { ShellApi } from '../../shared/ipc/shell-api';
import type { AloneOptions, AlonePorts } from '../alone-ports';

/** What a program without a window does as a host, and what ends it. */
export interface NodeHost extends HostApi {
  /** Hangs up and signs out; resolves when that is done. */
  leave(): Promise<void>;
}

/**
 * A plain Node.js program as the host of the app.
 *
 * @param terminals Where the app shows itself.
 * @param handleQuit The app has let go of everything.
 */
export function nodeHost(
  options: AloneOptions,
  ports: AlonePorts,
  terminals: TerminalsApi,
  handleQuit: () => void,
): NodeHost {
  const quitting = new Emitter<void>();
  const quit = new Emitter<void>();
  return {
    features: {
      certificates: false,
      autoAnswer: false,
      keyExport: true,
      tray: false,
      hosting: false,
      lan: false,
      fullScreen: false,
      textSize: false,
      shell: false,
      quit: true,
    },
    signalling: ports.signalling,
    settings: ports.settings,
    identity: ports.identity,
    hosting: NO_HOSTING,
    lan: NO_LAN,
    startOptions: () => Promise.resolve(startOptions(options)),
    // The terminal rings by itself.
    ring: () => Promise.resolve(),
    stopRinging: () => Promise.resolve(),
    onRingDecision: never,
    onRoomLink: never,
    onTalkToggle: never,
    onNotice: never,
    onControl: never,
    answerControl: () => Promise.resolve(),
    terminals,
    keepAwake: () => Promise.resolve(),
    isScreenLocked: () => Promise.resolve(false),
    onPowerChange: never,
    reportStatus: () => Promise.resolve(),
    onPresenceChosen: never,
    onAutoAnswerChosen: never,
    onVisibility: (listener) => {
      listener(true);
      return () => undefined;
    },
    toggleFullScreen: () => Promise.resolve(),
    onQuitRequested: (listener) => {
      const listening = quitting.event(listener);
      return () => {
        listening.dispose();
      };
    },
    quit: () => {
      quit.fire();
      handleQuit();
      return Promise.resolve();
    },
    saveFile: ports.saveFile,
    files: ports.files,
    screens: { list: () => Promise.resolve(null), choose: () => Promise.resolve() },
    shell: NO_SHELL,
    leave: () =>
      new Promise((resolve) => {
        quit.event(resolve);
        quitting.fire();
      }),
  };
}

function startOptions({ server, user, appVersion }: AloneOptions): StartOptions {
  return {
    server,
    user,
    appVersion,
    room: null,
    login: null,
    deviceCode: null,
    isKiosk: false,
    serverCommand: 'webcrt-server',
  };
}

/** The app does not ask for these: `features` says that there are none. */
const NO_HOSTING: HostingApi = {
  start: () => Promise.reject(new Error('No server here')),
  stop: () => Promise.resolve(false),
  report: () => Promise.resolve(null),
};

const NO_LAN: LanApi = {
  start: () => Promise.reject(new Error('No network here')),
  stop: () => Promise.resolve(false),
  report: () => Promise.resolve(null),
  setContacts: () => Promise.resolve(),
};

const NO_SHELL: ShellApi = {
  start: () => Promise.resolve('unsupported'),
  stop: () => Promise.resolve(),
  type: () => Promise.resolve(),
  resize: () => Promise.resolve(),
  history: () => Promise.resolve(null),
  forgetHistory: () => Promise.resolve(),
  onCells: never,
  onEnded: never,
};

/** Of something that never happens here. */
function never(): () => void {
  return () => undefined;
}
