import { MAX_MAGNIFICATION } from '../../stage/magnifier';
import { define } from '../command-definition';
import { oneOf, PERSON } from './common-arguments';

/** What can be shared beside the camera. */
const SCREEN_SURFACES = ['screen', 'window', 'tab'] as const;
export type ScreenSurface = (typeof SCREEN_SURFACES)[number];

const TERMINAL = 'terminal';
const ENDING = ['off', 'stop'];
const SHARE_WORDS = [...SCREEN_SURFACES, TERMINAL, ...ENDING] as const;
const SHARE_USAGE = `share [${SHARE_WORDS.join('|')}] [COMMAND]`;
const TIMES = Array.from({ length: MAX_MAGNIFICATION }, (_, index) => String(index + 1));

export const SHARE_COMMANDS = [
  define('share', 'Calls', 'shows a screen, a window, a tab or a terminal beside your camera', {
    arguments: [
      { name: SHARE_WORDS.join('|'), kind: 'word', words: SHARE_WORDS, isOptional: true },
      { name: 'COMMAND', kind: 'text', isOptional: true, isRest: true },
    ],
    examples: ['share', 'share window', 'share terminal', 'share terminal htop', 'share stop'],
    check: ({ values: [word, command] }) =>
      command === undefined || word === TERMINAL
        ? null
        : { reason: 'unexpected-argument', usage: SHARE_USAGE, word: command },
    build: ({ values: [word, command] }) => ({
      surface: oneOf(SCREEN_SURFACES, word),
      isOff: word !== undefined && ENDING.includes(word),
      isTerminal: word === TERMINAL,
      /** What runs in the terminal; `null`: the user's own shell. */
      command: command ?? null,
    }),
  }),
  define('grant', 'Calls', 'lets somebody type in the terminal that you share', {
    arguments: [PERSON],
    examples: ['grant bob'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
  define(
    'revoke',
    'Calls',
    'nobody else types in your terminal; or gives back what you were granted',
    {
      build: () => ({}),
    },
  ),
  define('magnify', 'Picture', 'magnifies a shared screen, or the largest picture, 1 to 8 times', {
    arguments: [{ name: 'TIMES', kind: 'word', words: TIMES, isOptional: true }],
    examples: ['magnify', 'magnify 4', 'magnify 1'],
    build: ({ values: [times] }) => ({ times: times === undefined ? null : Number(times) }),
  }),
] as const;
