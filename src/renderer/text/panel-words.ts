import type { CallPhaseKind } from '../../shared/call/call-phase';

// What stands in panels, beside the command line and in the chat pane, and what screen readers
// call these. `label` is the accessible name.

export const CLOSE = { label: 'close', text: '✕' } as const;
export const OPEN = 'Open';
export const CANCEL = 'Cancel';
export const ACCEPT = 'Accept';
export const DECLINE = 'Decline';
export const REFUSE = 'Refuse';
export const SHARE = 'Share';

/** The names of the parts of the window. */
export const PARTS = {
  stage: 'stage',
  chat: 'chat',
  status: 'status',
  buttons: 'buttons',
  drop: 'drop',
  people: 'people',
  devices: 'devices',
} as const;

/** What others type, while they do. */
export const TYPING = 'being typed';

export const COMMAND_LINE = {
  label: 'command',
  candidates: 'candidates',
  nothingToComplete: 'nothing to complete',
} as const;

/**
 * What the empty box says. `partner`: whom a bare line is said to; `null` out of calls. `phase`: of
 * the call that there is, or comes.
 */
export function placeholderFor(partner: string | null, phase: CallPhaseKind): string {
  if (partner !== null) return `message ${partner}, or /command`;
  if (phase === 'incoming') return 'type answer, or decline and a word why';
  if (phase === 'outgoing' || phase === 'pigeon') return 'type hangup to stop calling';
  return 'type a command: call echo, help';
}

/** A line reads like a command, and may be meant as chat. */
export function heldHint(partner: string): string {
  return `Enter says this to ${partner} · a / before it makes it a command`;
}

/** So many candidates are read out one by one. */
const ANNOUNCED_MATCHES = 8;

/** What Tab offers, for a screen reader. */
export function matchesText(candidates: readonly string[]): string {
  const more = candidates.length - ANNOUNCED_MATCHES;
  const named = candidates.slice(0, ANNOUNCED_MATCHES).join(', ');
  return `${candidates.length} matches: ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Which of the candidates is chosen; `index` from 0. */
export function candidateText(index: number, count: number, candidate: string): string {
  return `${index + 1} of ${count}: ${candidate}`;
}

export const HELP_PANEL = {
  label: 'help',
  keys: 'Esc closes · arrows, Space and Page Up/Down scroll · what you type goes below',
} as const;

/** The title of the whole help. */
export const HELP_TITLE = 'WebCRT';
export const STATS_TITLE = 'stats';
export const CONFIG_TITLE = 'config';

export const DEVICES_PANEL = {
  level: 'level',
  playTone: 'play a tone on the speaker',
  keys: 'Tab goes on · arrows choose · Space switches · Esc closes',
} as const;

export const RING_PANEL = {
  label: 'incoming call',
  isCalling: 'is calling you',
  orType: 'or type answer, or decline and a word why',
} as const;

export const FILE_PANEL = {
  label: 'incoming file',
  wantsToSend: ' wants to send you ',
  orType: 'or type /accept, /refuse',
  programWarning:
    'Opening a file of this kind can run a program. Take it only if you asked for it.',
} as const;

/** How many more files wait behind the one that is asked about. */
export function moreFilesText(count: number): string {
  return count === 0 ? '' : `${count} more behind it: files lists them`;
}

export const ADDRESS_PANEL = {
  label: 'open an address',
  question: 'Open this address in the browser?',
  encodedWarning:
    'The name of this host has letters beyond a to z, which may look like others. Above it is in plain ones.',
} as const;

export const SCREEN_PICKER = {
  label: 'share a screen',
  question: 'What do you want to share?',
  keys: 'arrows or 1-9 move · Enter shares · Esc shares nothing',
  noThumbnail: 'no picture',
} as const;

export function computerSoundText(isOn: boolean): string {
  return `(s) sound of this computer: ${isOn ? 'on' : 'off'}`;
}

/** A screen or window to be chosen. */
export function screenChoiceLabel(name: string, kind: string): string {
  return `${name}, ${kind}`;
}

export const MORE_PEOPLE = 'more';

/** To whom a line of the chat was said, after the name of whoever said it. */
export const CHAT_SCOPES = { room: ' to the room', all: ' to all', you: ' to you' } as const;

export function scopeTo(name: string): string {
  return ` to ${name}`;
}

/** What has become of a line of one's own. */
export const CHAT_STATES = { said: '', waiting: ', waiting', unsaid: ', not said' } as const;
