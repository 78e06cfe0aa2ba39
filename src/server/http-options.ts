import type { ServerOptions } from 'node:http';
import type { ServerOptions as TlsServerOptions } from 'node:https';

/**
 * Time limits of Node's HTTP server, far below its own 60 s and 300 s: a client that sends its
 * header a byte at a time holds a connection for seconds, not minutes. Give them to `createServer`:
 * how often they are checked can only be said there.
 */
export const HTTP_SERVER_OPTIONS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
} as const satisfies ServerOptions;

/** The same where TLS comes first: Node waits two minutes for somebody to begin with it. */
export const TLS_SERVER_OPTIONS = {
  ...HTTP_SERVER_OPTIONS,
  handshakeTimeout: 5_000,
} as const satisfies TlsServerOptions;
