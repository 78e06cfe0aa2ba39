import { define } from '../command-definition';

export const DOCTOR_COMMANDS = [
  define('doctor', 'Settings', 'looks for what is wrong with devices, server and network', {
    arguments: [{ name: 'report', kind: 'word', words: ['report'], isOptional: true }],
    options: [{ name: 'addresses', summary: 'the report has the addresses of servers in it' }],
    examples: ['doctor', 'doctor report'],
    build: ({ values: [word], options }) => ({
      isReport: word === 'report',
      hasAddresses: options.has('addresses'),
    }),
  }),
] as const;
