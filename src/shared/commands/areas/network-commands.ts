import { define } from '../command-definition';
import { ON_OFF } from './common-arguments';

export const NETWORK_COMMANDS = [
  define('host', 'People', 'lets browsers and apps on your network come to your own server', {
    arguments: [ON_OFF],
    examples: ['host on', 'host', 'host off'],
    build: ({ values: [word] }) => ({ isOn: word === undefined ? null : word === 'on' }),
  }),
  define('lan', 'People', 'finds people on your network, to be called with no server', {
    arguments: [ON_OFF, { name: 'PHRASE', kind: 'text', isOptional: true, isRest: true }],
    examples: ['lan on', 'lan on the blue whale sings', 'lan', 'lan off'],
    build: ({ values: [word, phrase] }) => ({
      isOn: word === undefined ? null : word === 'on',
      phrase: phrase ?? null,
    }),
  }),
] as const;
