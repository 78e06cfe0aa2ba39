import { isIPv6 } from 'node:net';
import { parseArgs } from 'node:util';
import { isLoopbackName } from '../../shared/base/is-loopback-name';
import type { LogLevel } from '../../shared/base/logger';
import { parseUrl } from '../../shared/base/parse-url';
import { MAX_PORT, parsePort } from '../../shared/base/port';
import { err, ok, type Result } from '../../shared/base/result';
import {
  MAX_ROOM_GUESTS,
  MAX_ROOM_NAME_GRAPHEMES,
  MIN_ROOM_GUESTS,
} from '../../shared/protocol/limits';
import { parseServerAddress } from '../../shared/signalling/server-address';
import { isProxyRange } from '../client-address';
import { type GatewayOption, parseGatewayOption } from '../gateway-option';
import { ROSTER_SETTINGS, type RosterSetting } from '../roster/roster-mode';
import { sanitiseRoomName } from '../rooms/room-name';
import { LOG_FORMATS, type LogFormat } from './log-format';
import { readTurn, type TurnCliOptions } from './read-turn';
import { SERVER_ARGUMENTS } from './server-options';

export interface CliOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** PEM files; `null`: plain http. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  /** How clients reach the server; none: by whatever host they ask for. */
  readonly publicUrls: readonly string[];
  /** Open at the same time; 0: any number, `null`: as many as there are otherwise. */
  readonly connectionsPerAddress: number | null;
  /** Where ssh shows broadcasts; 0: any free port, `null`: nowhere. */
  readonly sshPort: number | null;
  /** `null`: the one that was built along with the server. */
  readonly webRoot: string | null;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
  /** Where Prometheus may ask; `null`: nowhere. */
  readonly metrics: Pick<CliOptions, 'host' | 'port'> | null;
  /** The folder of what outlives the server; `null`: nothing does. */
  readonly dataFolder: string | null;
  /** Whether only `rooms` are there, and clients make none. */
  readonly isPrivate: boolean;
  /** Names of rooms that are there from the start. */
  readonly rooms: readonly string[];
  /** `null`: as many as there may be otherwise. */
  readonly maxRooms: number | null;
  /** 0: for ever. */
  readonly keepDays: number | null;
  readonly maxGuests: number | null;
  readonly roster: RosterSetting;
  /** Ways in for programs that are not WebCRT. */
  readonly gateways: readonly GatewayOption[];
  /** `null`: there is none. */
  readonly turn: TurnCliOptions | null;
  /** Whom to become after binding; names or numbers. */
  readonly user: string | null;
  readonly group: string | null;
}

export type CliCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'serve'; readonly options: CliOptions }
  | {
      readonly kind: 'check';
      readonly options: CliOptions;
      /** Where people come, besides the public ones. */
      readonly urls: readonly string[];
    };

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8_080;
const DEFAULT_TLS_PORT = 8_443;
const MAX_MAX_ROOMS = 100_000;
const MAX_KEEP_DAYS = 36_500;
const MAX_CONNECTIONS_PER_ADDRESS = 100_000;
/** What an account may be called (useradd's rule, capitals allowed), or its number. */
const ACCOUNT = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}\$?$/;

const METRICS_ADDRESS = /^(?:(\[[\da-f:.]+\]|[\w.-]+):)?(\d{1,5})$/i;

const LEVEL_FLAGS = { trace: 'trace', debug: 'debug', verbose: 'info', quiet: 'error' } as const;
const LEVEL_NAMES = ['trace', 'debug', 'verbose', 'quiet'] as const;

/** What `parseArgs` makes of the command line, or a sentence saying what is wrong with it. */
function readArguments(args: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...args],
      options: SERVER_ARGUMENTS,
      allowPositionals: true,
    });
    if (parsed.positionals.length === 0) return ok(parsed.values);
    return err(`"${parsed.positionals.join(' ')}" is not an option.`);
  } catch (error) {
    // Node explains itself at length; the first sentence says it.
    const explanation = error instanceof Error ? error.message : String(error);
    return err(`${explanation.replace(/\.(\s.*)?$/s, '')}.`);
  }
}
type Values = Extract<ReturnType<typeof readArguments>, { ok: true }>['value'];

function readPort(text: string | undefined, fallback: number): Result<number, string> {
  if (text === undefined) return ok(fallback);
  const port = parsePort(text);
  return port === null
    ? err(`--port ${text} is not a port: give a number from 0 to ${MAX_PORT}.`)
    : ok(port);
}

function readSshPort(values: Values): Result<number | null, string> {
  const text = values['ssh-port'];
  if (text === undefined) return ok(null);
  const port = parsePort(text);
  if (port === null) {
    return err(`--ssh-port ${text} is not a port: give a number from 0 to ${MAX_PORT}.`);
  }
  return values.data === undefined
    ? err('--ssh-port needs --data: there it keeps the key by which ssh knows the server again.')
    : ok(port);
}

function readTls({ certificate, key }: Values): Result<CliOptions['tls'], string> {
  if (certificate === undefined && key === undefined) return ok(null);
  if (certificate === undefined) return err('--key needs --certificate.');
  if (key === undefined) return err('--certificate needs --key.');
  return ok({ certificateFile: certificate, keyFile: key });
}

function readLogLevel(values: Values): Result<LogLevel, string> {
  const given = LEVEL_NAMES.filter((name) => values[name] === true);
  if (given.length > 1) return err(`Choose one of --${given.join(', --')}.`);
  return ok(given.length === 0 ? 'warn' : LEVEL_FLAGS[given[0]]);
}

/** An origin as browsers send it: scheme, host, and port where it is not the scheme's own. */
function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  if (url === null) return false;
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb ? url.origin === text : /^[a-z][a-z\d+.-]*:\/\/[^/?#]+$/.test(text);
}

function readOrigins(origins: readonly string[]): Result<readonly string[], string> {
  const wrong = origins.find((origin) => !isOrigin(origin));
  return wrong === undefined
    ? ok(origins)
    : err(`--allow-origin ${wrong} is not an origin: write it like https://example.org.`);
}

function readProxies(ranges: readonly string[]): Result<readonly string[], string> {
  const wrong = ranges.find((range) => !isProxyRange(range));
  return wrong === undefined
    ? ok(ranges)
    : err(`--trust-proxy ${wrong}: give an address, a range like 10.0.0.0/8, or loopback.`);
}

function readUrls(
  option: 'public-url' | 'url',
  urls: readonly string[],
): Result<readonly string[], string> {
  const wrong = urls.find((url) => parseServerAddress(url) === null);
  return wrong === undefined
    ? ok(urls)
    : err(`--${option} ${wrong}: give the address that people use, like https://calls.example.`);
}

function isLoopback(host: string): boolean {
  return isLoopbackName(isIPv6(host) ? `[${host}]` : host);
}

/** IPv6 with brackets, as in addresses of pages, means the same without. */
function bareHost(host: string): string {
  const inside = /^\[(.*)\]$/.exec(host)?.[1];
  return inside !== undefined && isIPv6(inside) ? inside : host;
}

function checkHost(host: string, isPlain: boolean, isInsecure: boolean): Result<string, string> {
  if (host === '') return err('--host is empty.');
  if (!isPlain || isInsecure || isLoopback(host)) return ok(host);
  return err(
    `On ${host} others could read along: give --certificate and --key, or, behind a proxy that has them, --insecure.`,
  );
}

function readCount(
  option: 'max-rooms' | 'max-guests' | 'keep-days' | 'connections-per-address',
  text: string | undefined,
  least: number,
  most: number,
): Result<number | null, string> {
  if (text === undefined) return ok(null);
  const count = Number(text);
  return /^\d{1,6}$/.test(text) && count >= least && count <= most
    ? ok(count)
    : err(`--${option} ${text}: give a number from ${least} to ${most}.`);
}

type RoomCliOptions = Pick<
  CliOptions,
  'dataFolder' | 'isPrivate' | 'rooms' | 'maxRooms' | 'maxGuests' | 'keepDays'
>;

function readRooms(values: Values): Result<RoomCliOptions, string> {
  const maxRooms = readCount('max-rooms', values['max-rooms'], 1, MAX_MAX_ROOMS);
  if (!maxRooms.ok) return maxRooms;
  const maxGuests = readCount('max-guests', values['max-guests'], MIN_ROOM_GUESTS, MAX_ROOM_GUESTS);
  if (!maxGuests.ok) return maxGuests;
  const keepDays = readCount('keep-days', values['keep-days'], 0, MAX_KEEP_DAYS);
  if (!keepDays.ok) return keepDays;
  if (values.data === '') return err('--data is empty.');
  const rooms = values.room ?? [];
  const wrong = rooms.find((name) => sanitiseRoomName(name) === null);
  if (wrong !== undefined) {
    return err(
      `--room "${wrong}" is no name: give a letter or a digit, and ${MAX_ROOM_NAME_GRAPHEMES} characters at the most.`,
    );
  }
  return ok({
    dataFolder: values.data ?? null,
    isPrivate: values['private-pools'] === true,
    rooms,
    maxRooms: maxRooms.value,
    maxGuests: maxGuests.value,
    keepDays: keepDays.value,
  });
}

function readLogFormat(text: string | undefined): Result<LogFormat, string> {
  const format = LOG_FORMATS.find((each) => each === (text ?? 'auto'));
  return format === undefined
    ? err(`--log-format ${text}: give ${LOG_FORMATS.join(', ').replace(/, (\w+)$/, ' or $1')}.`)
    : ok(format);
}

/** A port of this machine alone, unless an address is named with it; IPv6 in brackets. */
function readMetrics(text: string | undefined): Result<CliOptions['metrics'], string> {
  if (text === undefined) return ok(null);
  const [, host = DEFAULT_HOST, digits = ''] = METRICS_ADDRESS.exec(text) ?? [];
  const port = parsePort(digits);
  return port === null
    ? err(`--metrics ${text}: give a port, or an address with it, such as ${DEFAULT_HOST}:9464.`)
    : ok({ host: bareHost(host), port });
}

function readRoster(text: string | undefined): Result<RosterSetting, string> {
  const setting = ROSTER_SETTINGS.find((each) => each === (text ?? 'auto'));
  return setting === undefined
    ? err(`--roster ${text}: give ${ROSTER_SETTINGS.join(', ').replace(/, (\w+)$/, ' or $1')}.`)
    : ok(setting);
}

function readGateways(texts: readonly string[]): Result<readonly GatewayOption[], string> {
  const gateways: GatewayOption[] = [];
  for (const text of texts) {
    const gateway = parseGatewayOption(text);
    if (!gateway.ok) return gateway;
    gateways.push(gateway.value);
  }
  return ok(gateways);
}

function checkAccounts({ user, group }: Values): Result<null, string> {
  for (const [option, account] of Object.entries({ user, group })) {
    if (account !== undefined && !ACCOUNT.test(account)) {
      return err(`--${option} ${account} is not the name of a ${option}.`);
    }
  }
  return ok(null);
}

function readOptions(values: Values): Result<CliOptions, string> {
  const tls = readTls(values);
  if (!tls.ok) return tls;
  const port = readPort(values.port, tls.value === null ? DEFAULT_PORT : DEFAULT_TLS_PORT);
  if (!port.ok) return port;
  const host = checkHost(
    bareHost(values.host ?? DEFAULT_HOST),
    tls.value === null,
    values.insecure === true,
  );
  if (!host.ok) return host;
  const allowedOrigins = readOrigins(values['allow-origin'] ?? []);
  if (!allowedOrigins.ok) return allowedOrigins;
  const trustedProxies = readProxies(values['trust-proxy'] ?? []);
  if (!trustedProxies.ok) return trustedProxies;
  const publicUrls = readUrls('public-url', values['public-url'] ?? []);
  if (!publicUrls.ok) return publicUrls;
  const connectionsPerAddress = readCount(
    'connections-per-address',
    values['connections-per-address'],
    0,
    MAX_CONNECTIONS_PER_ADDRESS,
  );
  if (!connectionsPerAddress.ok) return connectionsPerAddress;
  const logLevel = readLogLevel(values);
  if (!logLevel.ok) return logLevel;
  const rooms = readRooms(values);
  if (!rooms.ok) return rooms;
  const logFormat = readLogFormat(values['log-format']);
  if (!logFormat.ok) return logFormat;
  const metrics = readMetrics(values.metrics);
  if (!metrics.ok) return metrics;
  const roster = readRoster(values.roster);
  if (!roster.ok) return roster;
  const gateways = readGateways(values.gateway ?? []);
  if (!gateways.ok) return gateways;
  const sshPort = readSshPort(values);
  if (!sshPort.ok) return sshPort;
  const turn = readTurn(values);
  if (!turn.ok) return turn;
  const accounts = checkAccounts(values);
  if (!accounts.ok) return accounts;
  return ok({
    host: host.value,
    port: port.value,
    tls: tls.value,
    allowedOrigins: allowedOrigins.value,
    trustedProxies: trustedProxies.value,
    publicUrls: publicUrls.value,
    connectionsPerAddress: connectionsPerAddress.value,
    sshPort: sshPort.value,
    webRoot: values['web-root'] ?? null,
    logLevel: logLevel.value,
    logFormat: logFormat.value,
    metrics: metrics.value,
    ...rooms.value,
    roster: roster.value,
    gateways: gateways.value,
    turn: turn.value,
    user: values.user ?? null,
    group: values.group ?? null,
  });
}

const CHECK = 'check';

/** Reads the arguments after the program's name. An error is one sentence for the user. */
export function parseCliOptions(args: readonly string[]): Result<CliCommand, string> {
  const isCheck = args[0] === CHECK;
  const values = readArguments(isCheck ? args.slice(1) : args);
  if (!values.ok) return values;
  if (values.value.help === true) return ok({ kind: 'help' });
  if (values.value.version === true) return ok({ kind: 'version' });
  const options = readOptions(values.value);
  if (!options.ok) return options;
  if (!isCheck) {
    if (values.value.url !== undefined) return err(`--url is for webcrt-server ${CHECK}.`);
    return ok({ kind: 'serve', options: options.value });
  }
  const urls = readUrls('url', values.value.url ?? []);
  return urls.ok ? ok({ kind: CHECK, options: options.value, urls: urls.value }) : urls;
}
