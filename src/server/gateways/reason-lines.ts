import type { RefusalReason } from '../../shared/protocol/reasons';
import type { ForeignCallEnd } from './foreign-call';

// What people read at the other end, where a program has no words for it but a line of text.

const SIGN_IN_LINES: Partial<Record<RefusalReason, string>> = {
  'name-taken': 'Somebody has that name now: come back under another.',
  'name-held': 'That name waits for somebody whose connection broke: try again in a minute.',
  'name-reserved': 'Nobody may have that name: come back under another.',
  'name-claimed': 'That name belongs to somebody with a key: come back under another.',
  'name-invalid': 'That is no name: come back under one with a letter or a digit.',
  'rate-limited': 'Too many attempts: try again in a minute.',
};

const CALL_LINES: Partial<Record<ForeignCallEnd, string>> = {
  'no-such-person': 'is not here.',
  'not-reachable': 'is not here now, and may come back within a minute.',
  'not-yourself': 'is you.',
  'person-busy': 'is in another call: try again later.',
  'do-not-disturb': 'does not want to be disturbed: try again later.',
  'already-in-call': 'was not called, as you are in a call: hang up first.',
  'rate-limited': 'was not called, as you call too often: try again in a minute.',
  'bad-request': 'was not called, as nobody can have that name.',
  'hung-up': 'hung up.',
  declined: 'declined.',
  busy: 'is in another call: try again later.',
  cancelled: 'gave up.',
  'no-answer': 'did not answer.',
  lost: 'is not connected with you any more: hang up.',
  'server-stopping': 'is not connected with you any more: the server stops.',
};

const ENTER_LINES: Partial<Record<RefusalReason, string>> = {
  'room-refused': 'There is no such room: ask for the address of one.',
  'room-full': 'The room is full: try again later.',
  'room-locked': 'The room is locked: ask somebody in it to open it.',
  'password-wrong': 'The room has a password, and by this way nobody can give one.',
  kicked: 'You were put out of the room: try again in ten minutes.',
  'not-allowed': 'The server does not let you into the room.',
};

export function enterLine(reason: RefusalReason): string {
  return ENTER_LINES[reason] ?? signInLine(reason);
}

export function signInLine(reason: RefusalReason): string {
  return SIGN_IN_LINES[reason] ?? `The server did not let you in (${reason}).`;
}

/** @param text what the other end said to it; `null`: nothing */
export function callLine(peer: string, reason: ForeignCallEnd, text: string | null): string {
  const said = text === null ? '' : ` "${text}"`;
  return `${peer} ${CALL_LINES[reason] ?? `cannot be called (${reason}).`}${said}`;
}

export function leftLine(name: string): string {
  return `User ${name} left`;
}

export function refusedLine(reason: RefusalReason, target: string | undefined): string {
  if (reason === 'rate-limited') return 'That was not said: wait a moment, and say it again.';
  if (reason === 'too-many-people')
    return 'That was not said: here one writes to one person at a time.';
  return target === undefined
    ? `That was not said (${reason}).`
    : `That did not reach ${target}: they are not here.`;
}

export const STOPPING_LINE = 'The server stops: come back later.';
