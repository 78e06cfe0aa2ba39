import { define, defineBare, type ReadArguments } from '../command-definition';
import type { CommandError } from '../command-error';
import { ON_OFF, PERSON, readOnOff, TEXT } from './common-arguments';

const AUTO_ANSWER_ACTIONS = ['on', 'off', 'list', 'add', 'remove'] as const;

type AutoAnswer =
  | { readonly action: 'show' | 'on' | 'off' }
  | { readonly action: 'add'; readonly person: string; readonly time: AutoAnswerTime }
  | { readonly action: 'remove'; readonly person: string };

/** For how long: a working day, or until it is undone, which has to be typed twice. */
type AutoAnswerTime = 'for-a-day' | 'always-unconfirmed' | 'always';

export const CALL_COMMANDS = [
  define('call', 'Calls', 'calls somebody; call echo tries a call alone', {
    arguments: [PERSON],
    examples: ['call echo', 'call ann'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
  defineBare('answer', 'Calls', 'answers the call that rings'),
  define('decline', 'Calls', 'declines the call that rings, with a word why if you like', {
    arguments: [{ ...TEXT, isOptional: true }],
    examples: ['decline', 'decline in a meeting, later'],
    build: ({ values: [text] }) => ({ text: text ?? null }),
  }),
  defineBare('hangup', 'Calls', 'ends the call, or stops calling'),
  define('mute', 'Calls', 'turns your microphone off or on, or somebody else for you alone', {
    arguments: [{ name: 'on|off|PERSON', kind: 'person', isOptional: true }, ON_OFF],
    examples: ['mute', 'mute off', 'mute bob', 'mute bob off'],
    check: checkMute,
    build: buildMute,
  }),
  define('camera', 'Calls', 'turns your camera off or on', {
    arguments: [ON_OFF],
    examples: ['camera off', 'camera on'],
    build: ({ values: [word] }) => ({ isOn: readOnOff(word) }),
  }),
  define('autoanswer', 'Calls', 'answers calls of people you name after a countdown', {
    arguments: [
      {
        name: AUTO_ANSWER_ACTIONS.join('|'),
        kind: 'word',
        words: AUTO_ANSWER_ACTIONS,
        isOptional: true,
      },
      { ...PERSON, isOptional: true },
      { name: 'always', kind: 'word', words: ['always'], isOptional: true },
      { name: 'yes', kind: 'word', words: ['yes'], isOptional: true },
    ],
    examples: ['autoanswer add ann', 'autoanswer add ann always', 'autoanswer on', 'autoanswer'],
    check: checkAutoAnswer,
    build: buildAutoAnswer,
  }),
] as const;

/** Whose sound: `null` is the local microphone. */
export interface Mute {
  readonly person: string | null;
  readonly isOn: boolean | null;
}

function isOnOff(word: string | undefined): boolean {
  return word === undefined || word === 'on' || word === 'off';
}

function checkMute({ values: [first, second] }: ReadArguments): CommandError | null {
  if (!isOnOff(first) || second === undefined) return null;
  return { reason: 'unexpected-argument', usage: 'mute [on|off]', word: second };
}

function buildMute({ values: [first, second] }: ReadArguments): Mute {
  if (isOnOff(first)) return { person: null, isOn: readOnOff(first) };
  return { person: first ?? null, isOn: readOnOff(second) };
}

function checkAutoAnswer({ values }: ReadArguments): CommandError | null {
  const [action = '', person, always] = values;
  const usage = `autoanswer ${action}`;
  if (action !== 'add' && action !== 'remove') {
    return person === undefined ? null : { reason: 'unexpected-argument', usage, word: person };
  }
  if (person === undefined) {
    return { reason: 'missing-argument', usage: `${usage} PERSON`, what: 'PERSON' };
  }
  if (action === 'add' || always === undefined) return null;
  return { reason: 'unexpected-argument', usage: `${usage} PERSON`, word: always };
}

function buildAutoAnswer({ values }: ReadArguments): AutoAnswer {
  const [action, person = '', always, yes] = values;
  if (action === 'remove') return { action, person };
  if (action === 'add') {
    const forEver = yes === undefined ? 'always-unconfirmed' : 'always';
    return { action, person, time: always === undefined ? 'for-a-day' : forEver };
  }
  return { action: action === 'on' || action === 'off' ? action : 'show' };
}
