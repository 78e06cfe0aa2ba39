import type { Logger } from '../../shared/base/logger';
import type { HostApi, RingDecision, RingRequest, StartOptions } from '../../shared/ipc/host-api';
import {
  isSlug,
  linkedServer,
  type LoginLink,
  type RoomLink,
} from '../../shared/signalling/deep-link';
import { isSameServer } from '../../shared/signalling/server-address';
import { SignallingClient } from '../../shared/signalling/signalling-client';
import { sanitiseLine, sanitiseName } from '../../shared/text/sanitise';
import { pageWakeLock } from './screen-wake-lock';
import { PageAccountKeeper } from './kept-account';
import { pageStorage, tabStorage } from './page-storage';
import { createWebFiles, download } from './web-files';
import { createWebSettings } from './web-settings';

const MAX_COMMAND_GRAPHEMES = 60;
const ROOM_PATH = /\/room\/([^/]+)\/?$/;

/** Of a page's address, what says where it is from and what it asks for. */
export type PageAddress = Pick<Location, 'origin' | 'pathname' | 'hash'>;

/**
 * What the page's address says: `#user=NAME` on the page's own server, or
 * `#server=wss://…&user=NAME`. Anybody can make such a link: another server, and who one would be
 * there, are suggested only.
 */
export function readStartOptions(
  address: PageAddress,
  appVersion: string,
  serverCommand: string,
): StartOptions {
  const parameters = new URLSearchParams(address.hash.replace(/^#/, ''));
  const server = address.origin.replace(/^http/, 'ws') + basePathOf(address);
  const user = sanitiseName(parameters.get('user') ?? '');
  const login = loginOf(parameters.get('server'), user, server);
  return {
    server,
    user: login === null ? user : null,
    appVersion,
    room: roomOf(address),
    login,
    serverCommand,
  };
}

/** What the page's server says starts one like it; else the program that every installation has. */
function serverCommand(): string {
  const place = document.querySelector<HTMLMetaElement>('meta[name="server-command"]');
  return sanitiseLine(place?.content ?? '', MAX_COMMAND_GRAPHEMES) || 'webcrt-server';
}

/** `null`: the link names no server, this page's own, or something that is no address. */
function loginOf(named: string | null, user: string | null, own: string): LoginLink | null {
  const server = named === null ? null : linkedServer(named);
  return server === null || isSameServer(server, own) ? null : { server, user };
}

/** What the page is below on its host, behind a proxy: `/webcrt`; '' at the root. */
function basePathOf({ pathname }: PageAddress): string {
  return pathname.replace(ROOM_PATH, '').replace(/\/(?:[^/]+\.html)?$/, '');
}

/** The room that an invitation's address names: `/room/SLUG`, on this page's own server. */
function roomOf({ pathname }: PageAddress): RoomLink | null {
  const slug = ROOM_PATH.exec(pathname)?.[1] ?? '';
  return isSlug(slug) ? { slug, server: null } : null;
}

/** A web page as a host: no tray, settings in local storage, signalling in the page. */
export function webHost(logger: Logger, appVersion: string): HostApi {
  const keeper = createKeeper();
  const signalling = new SignallingClient({ logger, keeper });
  const attention = createAttention();
  const wakeLock = pageWakeLock(logger);
  return {
    features: {
      autoAnswer: false,
      certificates: false,
      tray: false,
      fullScreen: document.fullscreenEnabled,
      textSize: false,
      quit: false,
    },
    signalling: {
      signIn: (options) => signalling.signIn(options),
      signOut: (options) => signalling.signOut(options),
      request: (name, payload) => signalling.request(name, payload),
      onState: (listener) => signalling.onState(listener),
      onPush: (listener) => signalling.onPush(listener),
    },
    settings: createWebSettings(pageStorage(), logger),
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

    keepAwake: (isOn) => {
      wakeLock.set(isOn);
      return Promise.resolve();
    },
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

/** A subscription to something that never happens on the web. */
function never(): () => void {
  return () => undefined;
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

interface Attention {
  readonly ring: (request: RingRequest) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly onDecision: (listener: (decision: RingDecision) => void) => () => void;
}

/** A page can only call for attention: by its title, and by a notification where one is allowed. */
function createAttention(): Attention {
  const title = document.title;
  let notification: Notification | null = null;
  return {
    ring({ from }) {
      document.title = `☎ ${from} is calling`;
      if ('Notification' in window && Notification.permission === 'granted') {
        notification = new Notification('WebCRT', {
          body: `${from} is calling you`,
          tag: 'call',
          requireInteraction: true,
        });
        notification.onclick = () => {
          window.focus();
        };
      }
      return Promise.resolve();
    },
    stop() {
      document.title = title;
      notification?.close();
      notification = null;
      return Promise.resolve();
    },
    // Notifications of a page have no buttons: clicking one brings the page up.
    onDecision: never,
  };
}
