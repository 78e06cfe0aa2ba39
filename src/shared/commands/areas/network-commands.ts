import { define } from '../command-definition';
import { ON_OFF } from './common-arguments';

export const NETWORK_COMMANDS = [
  define('host', 'People', 'lets browsers and apps on your network come to your own server', {
    arguments: [ON_OFF],
    examples: ['host on', 'host', 'host off'],
    build: ({ values: [word] }) => ({ isOn: word === undefined ? null : word === 'on' }),
  }),
] as const;
