import { define, defineBare } from '../command-definition';

export const SETTING_COMMANDS = [
  define('config', 'Settings', 'lists the settings, shows one or changes one', {
    arguments: [
      { name: 'KEY', kind: 'setting-key', isOptional: true },
      { name: 'VALUE', kind: 'setting-value', isOptional: true, isRest: true },
    ],
    examples: ['config', 'config framerate 15', 'config keys.toggle-mute Alt+N'],
    build: ({ values: [key, value] }) => ({ key: key ?? null, value: value ?? null }),
  }),
  define('textsize', 'Settings', 'makes all text larger or smaller, in per cent', {
    arguments: [{ name: 'PERCENT', kind: 'setting-value', isOptional: true }],
    examples: ['textsize', 'textsize 150', 'textsize default'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
  define('ice', 'Settings', 'shows STUN and TURN servers, and tries them', {
    arguments: [{ name: 'test', kind: 'word', words: ['test'], isOptional: true }],
    examples: ['ice', 'ice test'],
    build: ({ values: [word] }) => ({ isTest: word === 'test' }),
  }),
] as const;

export const PROGRAM_COMMANDS = [
  define('help', 'Program', 'explains the commands and keys, or one command', {
    arguments: [{ name: 'COMMAND', kind: 'command', isOptional: true }],
    examples: ['help', 'help call'],
    build: ({ values: [command] }): { readonly command: string | null } => ({
      command: command ?? null,
    }),
  }),
  defineBare('about', 'Program', 'tells which version this is, and of which commit'),
  defineBare('quit', 'Program', 'hangs up, signs out and leaves'),
  defineBare('exit', 'Program', 'the same as quit'),
] as const;
