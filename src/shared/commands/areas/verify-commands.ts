import { define } from '../command-definition';
import { PERSON } from './common-arguments';

/** Making sure who somebody is. */
export const VERIFY_COMMANDS = [
  define('verify', 'People', 'compares seven emoji with somebody, so that nobody is in between', {
    arguments: [PERSON],
    examples: ['verify bob'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
  define('safety', 'People', 'shows the safety number of you and somebody, to compare anywhere', {
    arguments: [PERSON],
    examples: ['safety bob'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
] as const;
