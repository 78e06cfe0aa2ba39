import type { ProgramOption } from '../../shared/base/program-option';
import { GATEWAY_NAMES } from '../gateway-option';
import { ROSTER_SETTINGS } from '../roster/roster-mode';
import { LOG_FORMATS } from './log-format';

/**
 * What `parseArgs` is told of the options of `webcrt-server`. The compiler asks for each in
 * `SERVER_OPTIONS`.
 */
export const SERVER_ARGUMENTS = {
  host: { type: 'string' },
  port: { type: 'string' },
  certificate: { type: 'string' },
  key: { type: 'string' },
  insecure: { type: 'boolean' },
  'allow-origin': { type: 'string', multiple: true },
  'trust-proxy': { type: 'string', multiple: true },
  'public-url': { type: 'string', multiple: true },
  'connections-per-address': { type: 'string' },
  data: { type: 'string' },
  'keep-days': { type: 'string' },
  room: { type: 'string', multiple: true },
  'private-pools': { type: 'boolean' },
  'max-rooms': { type: 'string' },
  'max-guests': { type: 'string' },
  roster: { type: 'string' },
  gateway: { type: 'string', multiple: true },
  turn: { type: 'string', multiple: true },
  'turn-secret-file': { type: 'string' },
  'turn-ttl-minutes': { type: 'string' },
  'web-root': { type: 'string' },
  'ssh-port': { type: 'string' },
  metrics: { type: 'string' },
  'log-format': { type: 'string' },
  user: { type: 'string' },
  group: { type: 'string' },
  trace: { type: 'boolean' },
  debug: { type: 'boolean' },
  verbose: { type: 'boolean' },
  quiet: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  url: { type: 'string', multiple: true },
} as const;

type OptionText = Omit<ProgramOption, 'name' | 'short'>;

const TEXTS: Readonly<Record<keyof typeof SERVER_ARGUMENTS, OptionText>> = {
  host: { value: 'HOST', summary: 'address to listen on (127.0.0.1)' },
  port: {
    value: 'PORT',
    summary: 'port to listen on (8080, or 8443 with a certificate; 0: any free one)',
  },
  certificate: { value: 'FILE', completes: 'file', summary: 'TLS certificate, PEM' },
  key: { value: 'FILE', completes: 'file', summary: 'its private key, PEM' },
  insecure: { summary: 'allow plain http on an address that others can reach' },
  'allow-origin': {
    value: 'ORIGIN',
    summary:
      'let pages of that origin connect, like https://example.org, and pages from here connect there; repeatable',
  },
  'trust-proxy': {
    value: 'RANGE',
    completes: ['loopback'],
    summary:
      'count clients by what this proxy says of them, like 10.0.0.0/8 or loopback; repeatable',
  },
  'public-url': {
    value: 'URL',
    summary:
      'how people reach this server, like https://calls.example: a proof that somebody gave another server counts here no more; repeatable (whatever they ask for)',
  },
  'connections-per-address': {
    value: 'N',
    summary: 'open at the same time from one address, this machine excepted (20; 0: any number)',
  },
  data: {
    value: 'DIR',
    completes: 'folder',
    summary:
      'keep rooms in DIR when nobody is in them, over a restart too (otherwise a restart takes back only rooms whose members come back)',
  },
  'keep-days': {
    value: 'N',
    summary:
      'forget kept rooms that nobody came into, and names that nobody used the key of, for so long (180; 0: never)',
  },
  room: { value: 'NAME', summary: 'make that room at the start, and let it be; repeatable' },
  'private-pools': {
    summary: 'clients make no rooms: there are those of --room and in --data',
  },
  'max-rooms': { value: 'N', summary: 'at the same time (1000)' },
  'max-guests': { value: 'N', summary: 'in one room, from 2 to 32 (any number)' },
  roster: {
    value: 'WHO',
    completes: ROSTER_SETTINGS,
    summary:
      'of whom people are told that they come and go: everybody, contacts (whom their client asks for), or auto (everybody, up to a hundred people)',
  },
  gateway: {
    value: 'NAME[=ROOM]',
    completes: GATEWAY_NAMES,
    summary:
      'let programs that are not WebCRT in: clivrt, flitter=ROOM, rtcpool, rtc-chat, or webrtc; repeatable (none)',
  },
  turn: {
    value: 'URL',
    summary:
      'hand out accounts at that TURN server to whoever is signed in, like turn:turn.example.org, turn:turn.example.org?transport=tcp or turns:turn.example.org:5349; repeatable',
  },
  'turn-secret-file': {
    value: 'FILE',
    completes: 'file',
    summary: 'what static-auth-secret is in its coturn, with use-auth-secret',
  },
  'turn-ttl-minutes': { value: 'N', summary: 'how long an account holds, from 10 to 60 (60)' },
  'web-root': {
    value: 'DIR',
    completes: 'folder',
    summary: 'the built web client (the one that came with the server)',
  },
  'ssh-port': {
    value: 'PORT',
    summary:
      'show what is broadcast by ssh, too, on that port of the same address (needs --data, for its host key)',
  },
  metrics: {
    value: '[HOST:]PORT',
    summary: 'tell Prometheus there, at /metrics, how the server is (nowhere; HOST: 127.0.0.1)',
  },
  'log-format': {
    value: 'FORMAT',
    completes: LOG_FORMATS,
    summary: 'text, json, or auto (text on a terminal, otherwise json)',
  },
  user: {
    value: 'USER',
    completes: 'user',
    summary: 'become USER after reading the key and binding the port (needs root)',
  },
  group: { value: 'GROUP', completes: 'group', summary: 'become GROUP, likewise' },
  trace: { summary: 'log each message' },
  debug: { summary: 'log why decisions are taken' },
  verbose: { summary: 'log each step of each connection' },
  quiet: { summary: 'log errors only (errors and warnings)' },
  version: { summary: 'print the version, and the commit that it was built of' },
  help: { summary: 'print this' },
  url: {
    value: 'URL',
    summary: 'where people come, like https://example.org/webcrt/; repeatable (each --public-url)',
  },
};

/** The option of `webcrt-server check` alone. */
const CHECK_NAMES: readonly string[] = ['url'];

const ALL: readonly ProgramOption[] = Object.entries(TEXTS).map(([name, text]) => ({
  name,
  ...(name === 'help' ? { short: SERVER_ARGUMENTS.help.short } : {}),
  ...text,
}));

/** In the order in which help has them. */
export const SERVER_OPTIONS = ALL.filter(({ name }) => !CHECK_NAMES.includes(name));
export const CHECK_OPTIONS = ALL.filter(({ name }) => CHECK_NAMES.includes(name));
