import { MAX_MAGNIFICATION } from '../../stage/magnifier';
import { define } from '../command-definition';
import { oneOf } from './common-arguments';

/** What can be shared beside the camera. */
export const SCREEN_SURFACES = ['screen', 'window', 'tab'] as const;
export type ScreenSurface = (typeof SCREEN_SURFACES)[number];

const SHARE_WORDS = [...SCREEN_SURFACES, 'off'] as const;
const TIMES = Array.from({ length: MAX_MAGNIFICATION }, (_, index) => String(index + 1));

export const SHARE_COMMANDS = [
  define('share', 'Calls', 'shows a screen, a window or a tab beside your camera', {
    arguments: [
      { name: SHARE_WORDS.join('|'), kind: 'word', words: SHARE_WORDS, isOptional: true },
    ],
    examples: ['share', 'share window', 'share off'],
    build: ({ values: [word] }) => ({
      surface: oneOf(SCREEN_SURFACES, word),
      isOff: word === 'off',
    }),
  }),
  define('magnify', 'Picture', 'magnifies a shared screen, or the largest picture, 1 to 8 times', {
    arguments: [{ name: 'TIMES', kind: 'word', words: TIMES, isOptional: true }],
    examples: ['magnify', 'magnify 4', 'magnify 1'],
    build: ({ values: [times] }) => ({ times: times === undefined ? null : Number(times) }),
  }),
] as const;
