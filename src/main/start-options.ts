import { MAX_PORT, parsePort } from '../shared/base/port';
import { isServerUrl, webSocketUrl } from '../shared/signalling/server-address';
import { isValidName } from '../shared/text/sanitise';

/** The port of the server that comes along, unless `--port` names another. */
export const DEFAULT_PORT = 8_080;

/** What the app was asked for on its command line. */
export interface CommandLine {
  /** `--server`: an address to use instead of the server that comes along. */
  readonly server: string | null;
  readonly user: string | null;
  readonly port: number;
  /** `--hidden`: starts in the tray. */
  readonly isHidden: boolean;
  /** `--no-open`: starts in the tray, and prints where the web client is. */
  readonly isUrlOnly: boolean;
  /** Sentences about what could not be used. */
  readonly problems: readonly string[];
}

type Value = string | null;

/**
 * Reads the app's own options. Others are passed over: Chromium's switches stand on the same line.
 *
 * @param argv Without the program and the app's folder; what stands before a `--` is not ours.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const own = argv.includes('--') ? argv.slice(argv.indexOf('--') + 1) : argv;
  const problems: string[] = [];
  const read = <T>(name: string, parse: (value: string) => T | null, what: string): T | null => {
    const value = valueOf(own, name);
    if (value === undefined) return null;
    const parsed = value === null ? null : parse(value);
    if (parsed === null) problems.push(`${name} needs ${what}.`);
    return parsed;
  };
  return {
    server: read('--server', readServer, 'the address of a server, such as wss://example.org'),
    user: read('--user', readName, 'a name of one word'),
    port: read('--port', parsePort, `a number from 0 to ${MAX_PORT}`) ?? DEFAULT_PORT,
    isHidden: own.includes('--hidden'),
    isUrlOnly: own.includes('--no-open'),
    problems,
  };
}

/** `--name value` or `--name=value`; `null`: named without one, `undefined`: not named. */
function valueOf(argv: readonly string[], name: string): Value | undefined {
  for (const [index, argument] of argv.entries()) {
    if (argument.startsWith(`${name}=`)) return argument.slice(name.length + 1);
    if (argument !== name) continue;
    const next = argv.at(index + 1);
    return next === undefined || next.startsWith('--') ? null : next;
  }
  return undefined;
}

function readServer(value: string): string | null {
  return isServerUrl(value) ? webSocketUrl(value) : null;
}

function readName(value: string): string | null {
  return isValidName(value) ? value : null;
}
