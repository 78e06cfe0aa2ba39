import { peerOfPhase } from '../../shared/call/call-phase';
import type { ControlStatus } from '../../shared/ipc/control';
import type { LoginLink, RoomLink } from '../../shared/signalling/deep-link';
import { RemoteControl } from '../commands/remote-control';
import {
  deviceSuggestion,
  type LinkSuggestion,
  loginSuggestion,
  roomSuggestion,
} from '../text/link-suggestion';
import { sentencesHere } from '../ui/sentences-here';
import type { AppContext } from './app-context';

type ExternalControlContext = Pick<
  AppContext,
  'store' | 'host' | 'media' | 'talk' | 'account' | 'call' | 'window' | 'announcer' | 'server'
>;

/** Links, keys of the desktop and `webcrt ctl`: what reaches the app from beside its window. */
export function wireExternalControl(context: ExternalControlContext): void {
  const { host, store, talk, call, announcer } = context;
  const control = new RemoteControl({
    call,
    setMuted: (isMuted) => {
      talk.setMuted(isMuted);
    },
    setHeld: (isHeld) => {
      talk.setHeld(isHeld);
    },
    isHeld: () => talk.isHeld,
    status: () => controlStatus(context),
  });
  store.defer(
    host.onControl(({ id, ...request }) => {
      void host.answerControl(id, control.answer(request));
    }),
  );
  store.defer(
    host.onTalkToggle(() => {
      talk.setHeld(!talk.isHeld);
    }),
  );
  store.defer(
    host.onNotice((text) => {
      announcer.tell(text, 'warn');
    }),
  );
  store.defer(
    host.onRoomLink((room) => {
      suggestRoom(context, room);
    }),
  );
}

/** A link only says where to: whoever followed it looks, and presses Enter or does not. */
export function suggestRoom(
  context: Pick<AppContext, 'window' | 'announcer' | 'server'>,
  link: RoomLink,
): void {
  suggest(context, suggestedRoom(context, link));
}

/** What following the link suggests, as one points and types here. */
export function suggestedRoom(context: Pick<AppContext, 'server'>, link: RoomLink): LinkSuggestion {
  return roomSuggestion(link, context.server(), sentencesHere());
}

/** The same for another server: a click signs nobody in where somebody else wants them to be. */
export function suggestLogin(
  context: Pick<AppContext, 'window' | 'announcer'>,
  link: LoginLink,
): void {
  suggest(context, loginSuggestion(link, sentencesHere()));
}

/** The same for a new device: nobody's key is linked by a click. */
export function suggestDevice(
  context: Pick<AppContext, 'window' | 'announcer'>,
  code: string,
): void {
  suggest(context, deviceSuggestion(code, sentencesHere()));
}

function suggest(
  { window, announcer }: Pick<AppContext, 'window' | 'announcer'>,
  { text, line, hint }: LinkSuggestion,
): void {
  announcer.tell(text, 'warn');
  window.help.hide();
  window.commandLine.setLine(line);
  window.commandLine.setHint(hint);
  window.commandLine.focusForKeys();
}

function controlStatus({
  call,
  account,
  media,
  talk,
}: Pick<AppContext, 'media' | 'talk' | 'account' | 'call'>): ControlStatus {
  const { phase } = call;
  return {
    phase: phase.kind,
    peer: peerOfPhase(phase),
    name: account.name,
    presence: account.presence,
    isMuted: talk.isMuted,
    isHeard: media.microphone !== null && talk.mayBeHeard,
    isCameraOn: media.camera !== null,
    ptt: talk.mode,
    // The host knows: it counts them while nobody sits at the window.
    missedCalls: 0,
  };
}
