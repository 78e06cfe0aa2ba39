import { define } from '../command-definition';
import { oneOf, PERSON } from './common-arguments';

/** What may be sent in place of the camera by its name alone. */
const SOURCE_NAMES = ['camera', 'screen', 'pattern', 'ascii', 'file'] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

export const SOURCE_COMMANDS = [
  define('source', 'Picture', 'sends something else in place of your camera; ascii: you as text', {
    arguments: [
      { name: SOURCE_NAMES.join('|'), kind: 'word', words: SOURCE_NAMES, isOptional: true },
      { name: 'CLIP', kind: 'text', isOptional: true, isRest: true },
    ],
    examples: ['source ascii', 'source file', 'source camera', 'source'],
    check: ({ values: [source, clip] }) =>
      clip === undefined || source === 'file'
        ? null
        : {
            reason: 'unexpected-argument',
            usage: `source [${SOURCE_NAMES.join('|')}] [CLIP]`,
            word: clip,
          },
    build: ({ values: [source, clip] }) => ({
      source: oneOf(SOURCE_NAMES, source),
      clip: clip ?? null,
    }),
  }),
  define('relay', 'Picture', "passes somebody's picture on, with yours in its corner", {
    arguments: [PERSON],
    examples: ['relay ann'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
] as const;
