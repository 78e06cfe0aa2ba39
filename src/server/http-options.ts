import type { ServerOptions } from 'node:http';

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
