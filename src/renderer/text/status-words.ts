import { assertNever } from '../../shared/base/assert-never';
import type { CallPhase } from '../../shared/call/call-phase';
import type { Presence } from '../../shared/protocol/messages';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import { clockTime } from './clock-time';

// What the status bar and the touch bar say: words, not sentences, as there is little room.

/** What buttons say. */
export const BUTTONS = {
  people: 'people',
  chat: 'chat',
  help: 'help',
  leave: 'leave',
  hangUp: 'hang up',
  accept: 'accept',
  signIn: 'sign in',
  testCall: 'test call',
} as const;

/** What a press does, where the button does not say it. */
export const DEEDS = {
  nextStyle: 'next style',
  leaveRoom: 'leave the room',
  turnOn: 'turn on',
  turnOff: 'turn off',
  mute: 'mute',
  unmute: 'unmute',
} as const;

export const TAB_COMPLETES = 'Tab completes';
export const SHARING_SCREEN = '● sharing your screen';
export const SHARING_TERMINAL = '● sharing your terminal';
export const TERMINAL_HIDDEN = '● your terminal is hidden';

/** Who may type into the local user's terminal. */
export function typistStatus(name: string): string {
  return `● ${name} types in your terminal`;
}

/** Into whose terminal the local user may. */
export function mayTypeStatus(name: string): string {
  return `● you type in ${name}’s terminal`;
}
export const CAMERA_GIVES_NOTHING = 'camera gives no picture';

/** What a button does, in full: what is seen on it comes first. */
export function pressNameText(text: string, does: string): string {
  return `${text}: ${does}`;
}

/** What it does, and the key that does the same. */
export function pressTipText(does: string, chord: string): string {
  return `${does} (${chord})`;
}

export function callWords(phase: CallPhase): string {
  switch (phase.kind) {
    case 'idle':
      return 'no call';
    case 'outgoing':
      return `${phase.isRinging ? 'ringing at' : 'calling'} ${phase.peer}`;
    case 'pigeon':
      return 'a pigeon is out';
    case 'incoming':
      return `${phase.peer} is calling`;
    case 'connecting':
      return `connecting to ${phase.peer}`;
    case 'live':
      return `in call with ${phase.peer}`;
    case 'reconnecting':
      return phase.isPeerGone ? `${phase.peer} is gone, waiting` : `reconnecting to ${phase.peer}`;
    default:
      return assertNever(phase, 'call phase');
  }
}

export function roomWords(name: string, people: number): string {
  return `in room ${name} (${people})`;
}

export function signallingWords(state: SignallingState): string {
  switch (state.kind) {
    case 'signed-out':
      return 'signed out';
    case 'connecting':
      if (state.retry !== undefined) return noServerWords(state.retry.attempt);
      return state.waitsForName === undefined
        ? 'signing in'
        : `waiting for the name ${state.waitsForName}`;
    case 'signed-in':
      return `signed in as ${state.name}`;
    case 'reconnecting':
      return noServerWords(state.attempt);
    default:
      return assertNever(state, 'signalling state');
  }
}

function noServerWords(attempt: number): string {
  return `no server (try ${attempt})`;
}

/** `untilMs`: when it returns by itself; `null`: it does not. */
export function presenceStatus(
  presence: Exclude<Presence, 'available'>,
  untilMs: number | null,
): string {
  const until = untilMs === null ? '' : ` until ${clockTime(untilMs)}`;
  return (presence === 'away' ? 'away' : 'do not disturb') + until;
}

/** `who`: who else is on the stage; `null`: several may be. */
export function recordingWords(
  { isSelf, isPeer }: { readonly isSelf: boolean; readonly isPeer: boolean },
  who: string,
): string {
  if (isSelf) return isPeer ? '● both of you record' : '● recording';
  return `● ${who} records this`;
}

/** Who records, where no name is known. */
export const RECORDERS = { call: 'the other end', room: 'somebody' } as const;

/** What is sent in the camera's place. */
export function sendingWords(source: string): string {
  return `sending ${source}`;
}

/** `idle`: ready, until there is a call. */
export function deviceWords(device: 'camera' | 'mic', state: string): string {
  return `${device} ${state === 'idle' ? 'ready' : state}`;
}

/** A microphone that only a key opens; `null`: a key keeps it shut. */
export function silentWords(talkKey: string | null): string {
  return talkKey === null ? 'mic silent' : `mic waits for ${talkKey}`;
}

/** A picture that goes as text, as the network is too slow for video. */
export const TEXT_PICTURE = {
  received: 'text picture: slow network',
  sent: 'you are sent as text: slow network',
} as const;

export function frameRateWords(fps: number): string {
  return `${Math.round(fps)} fps`;
}

export function bitrateWords(receivedKbps: number, sentKbps: number): string {
  return `↓${Math.round(receivedKbps)} ↑${Math.round(sentKbps)} kbit/s`;
}

export function roundTripWords(roundTripMs: number): string {
  return `rtt ${Math.round(roundTripMs)} ms`;
}

/** `unread`: lines of others that came while the chat was away. */
export function chatWords(unread: number): string {
  return unread === 0 ? BUTTONS.chat : `${BUTTONS.chat} (${unread})`;
}

/** What pressing `accept` does. */
export function acceptDeed(peer: string): string {
  return `the call of ${peer}`;
}

export function joinWords(room: string): string {
  return `join ${room}`;
}

export function callPersonWords(person: string): string {
  return `call ${person}`;
}

/** Whether the connection to the server is encrypted, in a word. */
export const LOCK_LABELS = { pinned: 'wss, certificate trusted by you', secure: 'wss', open: 'ws' };

/** The same in a sentence. */
export const LOCK_TITLES = {
  pinned: 'The connection is encrypted. No authority vouches for the certificate: you do.',
  secure: 'The connection is encrypted.',
  open: 'The connection is not encrypted.',
} as const;

export const LOCK_ICONS = { closed: 'closed lock', open: 'open lock' } as const;
