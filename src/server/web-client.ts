import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import sirv from 'sirv';
import { BUILD_FACTS } from '../shared/base/build-facts';
import { parseUrl } from '../shared/base/parse-url';
import { contentSecurityPolicy } from '../shared/config/content-security-policy';
import { WATCH_PATH } from './broadcast/watch-http';
import { SEEN_PATH, type SeenRequest } from './seen-request';

const TLS_HEADER = 'Strict-Transport-Security';
/** Half a year, as for a site that has not been asked into browsers' lists. */
const TLS_ONLY = `max-age=${180 * 24 * 60 * 60}`;

/**
 * What the pages may do, and who may use them: headers of every answer.
 *
 * @param allowedOrigins as `HttpHandlerOptions` has them
 */
export function securityHeaders(
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> {
  // Pages of servers that let each other's pages in reach each other.
  const connections = allowedOrigins
    .map((origin) => parseUrl(origin)?.origin ?? '')
    .filter((origin) => /^https?:/u.test(origin))
    .map((origin) => origin.replace(/^http/u, 'ws'));
  return {
    'Content-Security-Policy': contentSecurityPolicy(connections),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self)',
  };
}

const INDEX_FILE = 'web.html';
/** Draws a broadcast in a browser. */
const WATCH_FILE = 'watch.html';
/** Where an invitation to a room leads: the client reads the address itself. */
const ROOM_PATH = /^\/room\/[a-z0-9-]{1,64}\/?$/;
const NO_CLIENT_TEXT =
  'This is a WebCRT signalling server. It has no web client to show: build one with "npm run build",\n' +
  'or say where it is with --web-root. The desktop app needs none: give it this address as its server.\n';

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void;

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function sendNotFound(_request: IncomingMessage, response: ServerResponse): void {
  sendText(response, 404, 'Not found.\n');
}

function sendNotAllowed(_request: IncomingMessage, response: ServerResponse): void {
  sendText(response, 405, 'Only GET and HEAD.\n');
}

function sendNoClient(request: IncomingMessage, response: ServerResponse): void {
  sendText(response, request.url === '/' ? 200 : 404, NO_CLIENT_TEXT);
}

function sendPage(response: ServerResponse, page: string): void {
  const headers = { 'Content-Type': 'text/html;charset=utf-8', 'Cache-Control': 'no-cache' };
  response.writeHead(200, headers);
  response.end(page);
}

/** What is known of a server that answers, and of which source: anybody may ask. */
function sendHealth(response: ServerResponse, isOk: boolean): void {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  response.writeHead(isOk ? 200 : 503, headers);
  response.end(JSON.stringify({ ok: isOk, ...BUILD_FACTS }));
}

/** For nobody but whoever asks. */
function sendSeen(response: ServerResponse, seen: SeenRequest): void {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  response.writeHead(200, headers);
  response.end(JSON.stringify(seen));
}

function redirect(response: ServerResponse, path: string): void {
  response.writeHead(308, { Location: path });
  response.end();
}

/**
 * sirv pipes files without looking after either end: an error of the file would end the process,
 * and a client that goes away would leave the file open.
 */
function lookAfterStreams(response: ServerResponse): void {
  response.once('pipe', (file: Readable) => {
    file.once('error', () => {
      response.destroy();
    });
    response.once('close', () => {
      file.destroy();
    });
  });
}

/** Where the page says what starts a server like this one. */
const COMMAND_PLACE = '<meta name="server-command" content="';

function readPage(webRoot: string, serverCommand: string): string {
  const page = readFileSync(join(webRoot, INDEX_FILE), 'utf8');
  return page.replace(
    `${COMMAND_PLACE}"`,
    () => `${COMMAND_PLACE}${escapeAttribute(serverCommand)}"`,
  );
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

/** The page names its files as seen from `/`. */
function asRoomPage(page: string): string {
  return page.replaceAll(/(?<=\b(?:src|href)=")\.\//g, '../');
}

/** Its address is as deep as that of a room. */
function readWatchPage(webRoot: string | null): string | null {
  const file = webRoot === null ? null : join(webRoot, WATCH_FILE);
  return file !== null && existsSync(file) ? asRoomPage(readFileSync(file, 'utf8')) : null;
}

function createFileHandler(
  webRoot: string,
  serverCommand: string,
  otherwise: HttpHandler,
): HttpHandler {
  const page = readPage(webRoot, serverCommand);
  const roomPage = asRoomPage(page);
  const serve = sirv(webRoot, { etag: true, maxAge: 0, extensions: [] });
  return (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (path === '/' || path === `/${INDEX_FILE}`) {
      sendPage(response, page);
      return;
    }
    if (ROOM_PATH.test(path)) {
      // No slash at the end, which would be a folder more in which files are looked for. As seen
      // from there, too: a proxy may have this server below a path that it does not know of.
      if (path.endsWith('/')) redirect(response, `../${path.split('/')[2]}`);
      else sendPage(response, roomPage);
      return;
    }
    // sirv throws on a range that ends before it starts, and nothing here is worth a range.
    const { range } = request.headers;
    delete request.headers.range;
    lookAfterStreams(response);
    serve(request, response, () => {
      if (range !== undefined) request.headers.range = range;
      otherwise(request, response);
    });
  };
}

export interface HttpHandlerOptions {
  /** Where the web client is; `null`: nowhere. */
  readonly webRoot: string | null;
  /** What starts a server like this one, for whoever asks in the web client: `webcrt-server`. */
  readonly serverCommand: string;
  /** Origins of other servers whose pages are let in here, and which pages from here may reach. */
  readonly allowedOrigins: readonly string[];
  /** Whether people may come: no longer so once the server is stopping. */
  isReady(): boolean;
  /** Whether a request came over TLS, here or to a proxy that is trusted. */
  isSecure(request: IncomingMessage): boolean;
  /** Answers what is below `/watch/`. @param page That which draws a broadcast; `null`: none. */
  readonly createWatch: (page: string | null) => HttpHandler;
  /** What is to be told of a request to whoever sent it; `null`: they may not know. */
  seenOf(request: IncomingMessage): SeenRequest | null;
  /** Answers what nothing here does; left out: it is refused. */
  readonly otherwise?: HttpHandler | null;
}

/**
 * Answers what is not signalling: the built web client at `/` and at `/room/SLUG`, from `webRoot`,
 * what is broadcast at `/watch/TOKEN`, `/healthz` (also as `/health`), `/readyz`, and `/seen` to
 * whoever knows the server's secret. What is in `webRoot` is looked up once: a new build is served
 * after a restart.
 */
export function createHttpHandler(options: HttpHandlerOptions): HttpHandler {
  const { webRoot, otherwise = null } = options;
  const headers = Object.entries(securityHeaders(options.allowedOrigins));
  const passOn: HttpHandler | null =
    otherwise === null
      ? null
      : (request, response) => {
          // What this server's own pages may do is nothing to those of others.
          for (const [name] of headers) response.removeHeader(name);
          response.removeHeader(TLS_HEADER);
          otherwise(request, response);
        };
  const hasClient = webRoot !== null && existsSync(join(webRoot, INDEX_FILE));
  const serveFile: HttpHandler = hasClient
    ? createFileHandler(webRoot, options.serverCommand, passOn ?? sendNotFound)
    : (passOn ?? sendNoClient);
  const watch = options.createWatch(readWatchPage(webRoot));
  return (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    // Browsers take it for all ports of a host: a server on a port of its own does not speak for
    // the others.
    if (options.isSecure(request) && !/:\d+$/u.test(request.headers.host ?? ''))
      response.setHeader(TLS_HEADER, TLS_ONLY);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      (passOn ?? sendNotAllowed)(request, response);
    } else if (request.url === '/health' || request.url === '/healthz') {
      sendHealth(response, true);
    } else if (request.url?.startsWith(WATCH_PATH) === true) {
      watch(request, response);
    } else if (request.url === '/readyz') {
      sendHealth(response, options.isReady());
    } else {
      const seen = request.url === SEEN_PATH ? options.seenOf(request) : null;
      if (seen !== null) sendSeen(response, seen);
      else serveFile(request, response);
    }
  };
}
