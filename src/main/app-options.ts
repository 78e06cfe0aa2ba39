import { type ProgramOption, optionLines } from '../shared/base/program-option';

/**
 * What `parseArgs` is told of the app's own options. The compiler asks for each in `APP_OPTIONS`.
 */
export const APP_ARGUMENTS = {
  server: { type: 'string' },
  user: { type: 'string' },
  port: { type: 'string' },
  turn: { type: 'string', multiple: true },
  'turn-secret-file': { type: 'string' },
  hidden: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  kiosk: { type: 'boolean' },
  'kiosk-install': { type: 'boolean' },
  'kiosk-remove': { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const TEXTS: Readonly<Record<keyof typeof APP_ARGUMENTS, Omit<ProgramOption, 'name' | 'short'>>> = {
  server: {
    value: 'URL',
    summary: 'sign in there instead of starting a server on this machine',
  },
  user: { value: 'NAME', summary: 'the name to sign in under (Anon and a first name)' },
  port: {
    value: 'N',
    summary: 'the port of the server on this machine (8080; the next free if taken)',
  },
  turn: {
    value: 'URL',
    summary: 'a TURN server that the server on this machine hands out; repeatable',
  },
  'turn-secret-file': {
    value: 'FILE',
    completes: 'file',
    summary: 'what static-auth-secret is in its coturn',
  },
  hidden: { summary: 'start in the tray' },
  'no-open': { summary: 'start in the tray, and print the address of the web client' },
  kiosk: { summary: 'full screen, for somebody who presses one key' },
  'kiosk-install': { summary: 'start as a kiosk with the session from now on, and end' },
  'kiosk-remove': { summary: 'no longer start with the session as a kiosk, and end' },
  version: { summary: 'print the version, and the commit that it was built of' },
  help: { summary: 'print this' },
};

/** In the order in which help has them. */
export const APP_OPTIONS: readonly ProgramOption[] = Object.entries(TEXTS).map(([name, text]) => ({
  name,
  ...(name === 'help' ? { short: APP_ARGUMENTS.help.short } : {}),
  ...text,
}));

/** `webcrt --help` of the desktop app. */
export const APP_HELP = `webcrt: calls in which the people you call are drawn as coloured text

Usage: webcrt [options] [webcrt://room/NAME?server=wss://HOST]
       webcrt ctl VERB [--json]
       webcrt tty

${optionLines(APP_OPTIONS).join('\n')}

webcrt ctl --help tells what can be asked of the WebCRT that runs; webcrt tty shows it in this
terminal. In its window, F1 has the commands and keys.`;
