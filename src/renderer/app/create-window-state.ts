import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { isTouchPointer } from '../ui/pointer';
import { NO_BROADCAST, NO_STATS, NO_TEXT_PICTURE, WindowState } from '../ui/window-state';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';

type WindowStateContext = Pick<
  AppContext,
  | 'host'
  | 'settings'
  | 'account'
  | 'call'
  | 'mark'
  | 'stage'
  | 'window'
  | 'isKiosk'
  | 'serverCommand'
  | 'server'
>;

/** Makes the state of the window, as it is before anything has happened. */
export function createWindowState(context: WindowStateContext): WindowState {
  const { settings, account, call, mark, stage, window } = context;
  return new WindowState(
    {
      phase: call.phase,
      signalling: account.state,
      name: account.name,
      server: context.server(),
      hostedAt: null,
      serverCommand: context.serverCommand,
      canHost: context.host.features.hosting,
      presence: account.presence,
      presenceUntilMs: null,
      media: { camera: 'none', microphone: 'idle' },
      recording: mark.state,
      isSharing: false,
      ownTerminal: null,
      focusedTerminal: null,
      broadcast: NO_BROADCAST,
      cameraNote: null,
      room: null,
      people: [],
      selfView: settings.current.selfview,
      zoomed: null,
      textPicture: NO_TEXT_PICTURE,
      style: settings.current.videostyle,
      stats: NO_STATS,
      isKiosk: context.isKiosk,
      isTouch: isTouchPointer(),
      isChatShown: true,
      isPeopleShown: false,
      unread: 0,
      line: '',
      keys: boundKeys(context),
    },
    stage,
    window.status,
    window.touchBar,
    () => SYSTEM_CLOCK.nowMs(),
  );
}
