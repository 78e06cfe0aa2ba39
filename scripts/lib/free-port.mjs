import { createServer } from 'node:net';
import { UserError } from './say.mjs';

/** How many ports above the one asked for are tried. */
const MAX_TRIES = 100;

/**
 * The first port from `port` on that can be listened on at `host`; 0 asks the system for one.
 *
 * @param {number} port
 * @param {string} host
 */
export async function freePort(port, host) {
  for (let candidate = port; candidate < port + MAX_TRIES; candidate++) {
    const free = await tryPort(candidate, host);
    if (free !== null) return free;
  }
  throw new UserError(`No port from ${port} to ${port + MAX_TRIES - 1} is free on ${host}.`);
}

/**
 * Resolves to the port, or null when something else has it.
 *
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number | null>}
 */
function tryPort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(new UserError(`Cannot serve on port ${port}: ${error.message}`));
    });
    server.listen({ port, host, exclusive: true }, () => {
      const { port: found } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(found));
    });
  });
}
