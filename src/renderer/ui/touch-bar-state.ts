import { parseCommand } from '../../shared/commands/parse-command';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import {
  acceptDeed,
  BUTTONS,
  callPersonWords,
  chatWords,
  DEEDS,
  joinWords,
} from '../text/status-words';
import { FIRST_COMMANDS } from '../text/stage-sentences';
import type { IconName } from './pixel-icon';
import type { StatusFacts } from './status-facts';
import type { PressableSegment, SegmentTone } from './status-part';
import { statusState } from './status-state';
import type { Press } from './window-intent';

/** A large button for a finger. */
export interface TouchButton {
  readonly icon: IconName;
  /** With a line through the icon. */
  readonly isStruck: boolean;
  readonly text: string;
  readonly tone: SegmentTone;
  readonly press: Press;
  /** Nothing can be done by it now. */
  readonly isIdle: boolean;
}

/** The bar at the foot of a phone. */
export interface TouchBarState {
  readonly microphone: TouchButton;
  readonly camera: TouchButton;
  /** What is at hand: to accept, to hang up, or what the line in the command line would do. */
  readonly action: TouchButton;
  readonly chat: TouchButton;
  readonly people: TouchButton;
}

export interface TouchBarFacts extends StatusFacts {
  /** What stands in the command line. */
  readonly line: string;
  /** Lines of others that came while the chat was away. */
  readonly unread: number;
}

/** What the bar offers for the facts. Pure. */
export function touchBarState(facts: TouchBarFacts): TouchBarState {
  const { microphone, camera } = statusState(facts);
  const { media, isChatShown, isPeopleShown, unread } = facts;
  return {
    microphone: switchButton('microphone', microphone, media.microphone === 'muted'),
    camera: switchButton('camera', camera, media.camera === 'off'),
    action: actionAtHand(facts),
    chat: button('chat', chatWords(unread), unread === 0 ? 'plain' : 'warn', {
      intent: 'toggle-chat',
      isDown: isChatShown,
    }),
    people: button('people', BUTTONS.people, 'plain', { intent: 'people', isDown: isPeopleShown }),
  };
}

function button(icon: IconName, text: string, tone: SegmentTone, press: Press): TouchButton {
  return { icon, isStruck: false, text, tone, press, isIdle: false };
}

/** As the status bar has it. */
function switchButton(
  icon: IconName,
  { text, tone, press }: PressableSegment,
  isStruck: boolean,
): TouchButton {
  return { ...button(icon, text, tone, press), isStruck };
}

function actionAtHand(facts: TouchBarFacts): TouchButton {
  const { phase, room } = facts;
  if (room !== null) {
    return button('hangUp', BUTTONS.leave, 'bad', { intent: 'hang-up', does: DEEDS.leaveRoom });
  }
  if (phase.kind === 'incoming') {
    return button('call', BUTTONS.accept, 'good', {
      intent: 'answer',
      does: acceptDeed(phase.peer),
    });
  }
  if (phase.kind !== 'idle') return button('hangUp', BUTTONS.hangUp, 'bad', { intent: 'hang-up' });
  return { ...lineAction(facts), isIdle: !canAct(facts) };
}

/** Signing in is all that can be done before one is signed in. */
function canAct(facts: TouchBarFacts): boolean {
  if (facts.signalling.kind === 'signed-in') return true;
  return isOut(facts.signalling) && lineAction(facts).text === BUTTONS.signIn;
}

/** Whether one is not signed in yet, and no answer to that is on its way. */
function isOut(state: SignallingState): boolean {
  return state.kind === 'signed-out' || (state.kind === 'connecting' && state.retry !== undefined);
}

/** What Enter would do, where that leads to somebody; else what a newcomer may want. */
function lineAction({ line, signalling }: TouchBarFacts): TouchButton {
  const parsed = parseCommand(line.trim().replace(/^\//, ''));
  const command = parsed.ok ? parsed.value : null;
  const enter = (entered: string): Press => ({ intent: 'enter', line: entered });
  if (command?.name === 'join') {
    return button('enter', joinWords(command.room), 'good', enter(line));
  }
  if (command?.name === 'call') {
    return button('call', callPersonWords(command.person), 'good', enter(line));
  }
  if (command?.name === 'login') return button('enter', BUTTONS.signIn, 'good', enter(line));
  return isOut(signalling)
    ? button('enter', BUTTONS.signIn, 'good', enter('login'))
    : button('call', BUTTONS.testCall, 'dim', enter(FIRST_COMMANDS.echo.command));
}
