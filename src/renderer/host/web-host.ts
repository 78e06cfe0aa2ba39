import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { never, NO_HOSTING, NO_LAN, NO_SHELL } from '../../shared/ipc/absent-features';
import type { HostApi } from '../../shared/ipc/host-api';
import { isSameServer } from '../../shared/signalling/server-address';
import { SignallingClient } from '../../shared/signalling/signalling-client';
import { pageWakeLock } from './screen-wake-lock';
import { PageAccountKeeper } from './kept-account';
import { onWake } from './on-wake';
import { createAttention } from './page-attention';
import { readStartOptions, serverCommand } from './page-start-options';
import { pageStorage, tabStorage } from './page-storage';
import { createWebFiles, download } from './web-files';
import { WebIdentity, type WebIdentityWorld } from './web-identity';
import { createWebSettings } from './web-settings';

/**
 * A web page as a host: no tray, settings in local storage, signalling in the page.
 * @param keeping Where the page's key is kept.
 */
export function webHost(
  logger: Logger,
  appVersion: string,
  keeping: Pick<WebIdentityWorld, 'store' | 'isKept'>,
): HostApi {
  const keeper = createKeeper();
  // Pages that are not secure have none.
  const { subtle }: { subtle?: SubtleCrypto } = crypto;
  const identity = new WebIdentity({ ...keeping, subtle, logger });
  const signalling = new SignallingClient({ logger, keeper, signer: () => identity.signer() });
  const attention = createAttention();
  const wakeLock = pageWakeLock(logger);
  return {
    features: {
      autoAnswer: false,
      certificates: false,
      keyExport: false,
      tray: false,
      hosting: false,
      lan: false,
      fullScreen: document.fullscreenEnabled,
      textSize: false,
      shell: false,
      quit: false,
    },
    signalling: {
      signIn: (options) => signalling.signIn(options),
      signOut: (options) => signalling.signOut(options),
      request: (name, payload) => signalling.request(name, payload),
      retryNow: () => signalling.retryNow(),
      onState: (listener) => signalling.onState(listener),
      onPush: (listener) => signalling.onPush(listener),
    },
    settings: createWebSettings(pageStorage(), logger),
    identity,
    hosting: NO_HOSTING,
    lan: NO_LAN,
    startOptions: async () => {
      const start = readStartOptions(location, appVersion, serverCommand());
      const last = isReopened() ? await keeper.reopened() : null;
      return last !== null && isSameServer(last.server, start.server)
        ? { ...start, user: last.name }
        : start;
    },

    ring: attention.ring,
    stopRinging: attention.stop,
    onRingDecision: attention.onDecision,

    // A page hears of none of these: links open a page of their own, and keys end at the browser.
    onRoomLink: never,
    onTalkToggle: never,
    onNotice: never,
    onControl: never,
    answerControl: () => Promise.resolve(),
    terminals: {
      onRequest: never,
      begin: () => Promise.resolve(),
      tell: () => Promise.resolve(),
      show: () => Promise.resolve(),
    },

    keepAwake: (isOn) => {
      wakeLock.set(isOn);
      return Promise.resolve();
    },
    // A page is not told; and no call answers itself in one.
    isScreenLocked: () => Promise.resolve(false),
    onPowerChange: (listener) =>
      onWake(SYSTEM_CLOCK, () => {
        listener('resumed');
      }),
    reportStatus: () => Promise.resolve(),
    onPresenceChosen: never,
    onAutoAnswerChosen: never,
    onVisibility,
    toggleFullScreen,
    onQuitRequested: (listener) => {
      // Leaving the page ends the call for the other side at once, not after a time-out.
      window.addEventListener('pagehide', listener);
      return () => {
        window.removeEventListener('pagehide', listener);
      };
    },
    quit: () => {
      // Only works for windows without a history (`--app=`); a tab stays open, and says so.
      window.close();
      return Promise.resolve();
    },
    saveFile: (suggestedName, bytes) => {
      download(suggestedName, [new Uint8Array(bytes)]);
      return Promise.resolve(suggestedName);
    },
    files: createWebFiles(),
    // Browsers have a picker, and let no page choose.
    screens: { list: () => Promise.resolve(null), choose: () => Promise.resolve() },
    shell: NO_SHELL,
  };
}

function createKeeper(): PageAccountKeeper {
  const { locks }: { locks?: LockManager } = navigator;
  return new PageAccountKeeper({
    local: pageStorage(),
    tab: tabStorage(),
    locks,
    nowMs: () => Date.now(),
  });
}

/**
 * Whether this page was here before, and comes back by itself: whoever follows a link chooses
 * again.
 */
function isReopened(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return (
    navigation instanceof PerformanceNavigationTiming &&
    (navigation.type === 'reload' || navigation.type === 'back_forward')
  );
}

function onVisibility(listener: (isVisible: boolean) => void): () => void {
  const handle = (): void => {
    listener(document.visibilityState === 'visible');
  };
  document.addEventListener('visibilitychange', handle);
  handle();
  return () => {
    document.removeEventListener('visibilitychange', handle);
  };
}

async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
  else await document.exitFullscreen();
}
