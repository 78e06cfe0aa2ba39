import { parseArgs } from 'node:util';
import { UserError } from './say.mjs';

const DEFAULT_PORT = 8080;
const MAX_PORT = 65_535;

export const START_HELP = `WebCRT: video calls drawn as coloured text.

  npm start -- [options]

  --server URL   sign in to this server (ws://, wss://, http:// or https://)
                 instead of the one that comes along
  --user NAME    sign in under this name
  --port N       serve on this port (default ${DEFAULT_PORT}; the next free one when it is taken)
  --turn URL     a TURN server that the server here hands out; repeatable, with
                 --turn-secret-file FILE, the file of its secret
  --web          open the web client even where Electron is installed
  --no-open      open nothing: serve the web client and print its address
  --help         show this

Opens the desktop app; where Electron cannot be fetched, the web client in Chromium or Chrome; where
there is no screen, it prints the address to open.`;

/** @type {typeof import('./start-options.mjs').parseStartOptions} */
export function parseStartOptions(args) {
  const values = parse(args);
  return {
    server: values.server === undefined ? null : parseServer(values.server),
    user: values.user ?? null,
    port: values.port === undefined ? DEFAULT_PORT : parsePort(values.port),
    turn: turnArguments(values),
    web: values.web,
    open: !values['no-open'],
    help: values.help,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        server: { type: 'string' },
        user: { type: 'string' },
        port: { type: 'string' },
        turn: { type: 'string', multiple: true, default: [] },
        'turn-secret-file': { type: 'string' },
        web: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw wrongUse(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

/**
 * What the app, or the server, is told of TURN servers: they judge it.
 *
 * @param {ReturnType<typeof parse>} values
 */
function turnArguments({ turn, 'turn-secret-file': secretFile }) {
  const urls = turn.flatMap((url) => ['--turn', url]);
  return secretFile === undefined ? urls : [...urls, '--turn-secret-file', secretFile];
}

/** @param {string} text */
function parsePort(text) {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= MAX_PORT) return port;
  throw wrongUse(`--port takes a number from 0 to ${MAX_PORT}, not "${text}"`);
}

/** @param {string} text */
function parseServer(text) {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (['ws:', 'wss:', 'http:', 'https:'].includes(protocol)) return text;
  throw wrongUse(`--server takes an address such as wss://calls.example.org, not "${text}"`);
}

/** @param {string} message */
const wrongUse = (message) => new UserError(`${message}. See: npm start -- --help`, 2);
