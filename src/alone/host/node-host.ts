import { Emitter } from '../../shared/base/emitter';
import { toUndo } from '../../shared/base/lifecycle';
import { never, NO_HOSTING, NO_LAN, NO_SHELL } from '../../shared/ipc/absent-features';
import type { HostApi, StartOptions, TerminalsApi } from '../../shared/ipc/host-api';
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
    onQuitRequested: (listener) => toUndo(quitting.event(listener)),
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
