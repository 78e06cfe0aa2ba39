import { parseArgs } from 'node:util';
import { MAX_PORT, parsePort } from '../shared/base/port';
import { nearest } from '../shared/commands/nearest';
import { isServerUrl, webSocketUrl } from '../shared/signalling/server-address';
import { isValidName } from '../shared/text/sanitise';
import { APP_ARGUMENTS } from './app-options';

/** The port of the server that comes along, unless `--port` names another. */
const DEFAULT_PORT = 8_080;

/** What the app was asked for on its command line. */
export interface CommandLine {
  /** `--server`: an address to use instead of the server that comes along. */
  readonly server: string | null;
  readonly user: string | null;
  readonly port: number;
  /**
   * `--turn` and `--turn-secret-file`: what the server that comes along hands out; `null`: nothing.
   */
  readonly turn: { readonly urls: readonly string[]; readonly secretFile: string } | null;
  /** `--hidden`: starts in the tray. */
  readonly isHidden: boolean;
  /** `--no-open`: starts in the tray, and prints where the web client is. */
  readonly isUrlOnly: boolean;
  /** `--kiosk`: full screen, for somebody who presses one key. */
  readonly isKiosk: boolean;
  /** Whether a kiosk is to start with the session from now on, or no longer; the app ends then. */
  readonly kioskStart: 'install' | 'remove' | null;
  /** What is printed before anything starts; the app ends then. */
  readonly asks: 'version' | 'help' | null;
  /** Sentences about what could not be used. */
  readonly problems: readonly string[];
}

const VALUE_OPTIONS: readonly string[] = [
  ...['--server', '--user', '--port'],
  ...['--turn', '--turn-secret-file'],
];

/**
 * Reads the app's own options. Others are passed over: Chromium's switches stand on the same line.
 *
 * @param argv Without the program and the app's folder; what stands before a `--` is not ours.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const own = argv.includes('--') ? argv.slice(argv.indexOf('--') + 1) : argv;
  const args = own.map(markMissingValue);
  const { values } = parseArgs({ args, options: APP_ARGUMENTS, strict: false });
  const problems: string[] = [];
  const read = <T>(
    name: 'server' | 'user' | 'port',
    parse: (value: string) => T | null,
    what: string,
  ): T | null => {
    const value = values[name];
    if (value === undefined) return null;
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null) problems.push(`--${name} needs ${what}.`);
    return parsed;
  };
  return {
    server: read('server', readServer, 'the address of a server, such as wss://example.org'),
    user: read('user', readName, 'a name of one word'),
    port: read('port', parsePort, `a number from 0 to ${MAX_PORT}`) ?? DEFAULT_PORT,
    turn: readTurn(values, problems),
    isHidden: values.hidden !== undefined,
    isUrlOnly: values['no-open'] !== undefined,
    isKiosk: values.kiosk !== undefined,
    kioskStart: readKioskStart(values),
    asks: readQuestion(values),
    problems: [...problems, ...own.flatMap(strangeWord)],
  };
}

/** What is nearly an option of ours, and what looks like a command. */
function strangeWord(word: string, at: number, all: readonly string[]): readonly string[] {
  const option = /^--([a-z-]{4,})/.exec(word)?.[1];
  if (option !== undefined) return slippedOption(option);
  const isValue = VALUE_OPTIONS.includes(all.at(at - 1) ?? '') && at > 0;
  if (isValue || !/^[a-z]{2,}$/.test(word)) return [];
  return [`webcrt does not know "${word}": commands are typed in its window.`];
}

function slippedOption(option: string): readonly string[] {
  const names = Object.keys(APP_ARGUMENTS);
  if (names.includes(option)) return [];
  const meant = nearest(option, names);
  // Only what is as long: Chromium has switches that begin as ours do.
  if (meant === null || Math.abs(meant.length - option.length) > 1) return [];
  return [`There is no --${option}. Is it --${meant} that you mean?`];
}

/** What the addresses and the file are worth is seen when the server starts. */
function readTurn(
  values: Readonly<Record<string, unknown>>,
  problems: string[],
): CommandLine['turn'] {
  const { turn = [], 'turn-secret-file': secretFile } = values;
  const urls = [turn].flat().filter((url) => typeof url === 'string' && url !== '') as string[];
  if (urls.length === 0 && secretFile === undefined) return null;
  if (urls.length > 0 && typeof secretFile === 'string' && secretFile !== '') {
    return { urls, secretFile };
  }
  problems.push(
    urls.length === 0
      ? '--turn-secret-file needs --turn, with the address of a TURN server.'
      : '--turn needs --turn-secret-file, with the file of its secret.',
  );
  return null;
}

function readKioskStart(values: Readonly<Record<string, unknown>>): CommandLine['kioskStart'] {
  if (values['kiosk-remove'] !== undefined) return 'remove';
  return values['kiosk-install'] === undefined ? null : 'install';
}

function readQuestion(values: Readonly<Record<string, unknown>>): CommandLine['asks'] {
  if (values.help !== undefined) return 'help';
  return values.version === undefined ? null : 'version';
}

/** `parseArgs` takes what follows for the value, an option too: here there is none then. */
function markMissingValue(argument: string, index: number, all: readonly string[]): string {
  const isNext = all.at(index + 1)?.startsWith('--') === false;
  return VALUE_OPTIONS.includes(argument) && !isNext ? `${argument}=` : argument;
}

function readServer(value: string): string | null {
  return isServerUrl(value) ? webSocketUrl(value) : null;
}

function readName(value: string): string | null {
  return isValidName(value) ? value : null;
}
