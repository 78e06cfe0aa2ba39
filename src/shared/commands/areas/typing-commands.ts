import { define } from '../command-definition';

export const TYPING_COMMANDS = [
  define('rtt', 'Calls', 'shows what you and others type in a call while it is typed', {
    arguments: [{ name: 'on|off', kind: 'setting-value', isOptional: true }],
    examples: ['rtt on'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
] as const;
