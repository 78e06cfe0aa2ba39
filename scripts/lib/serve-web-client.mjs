import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.mjs';
import { fromRoot } from './paths.mjs';
import { start } from './run.mjs';
import { UserError, say } from './say.mjs';

const HOST = '127.0.0.1';
const LOOK_EVERY_MS = 50;

/** @typedef {{ readonly server: string | null, readonly user: string | null }} WebClientOptions */

/**
 * Starts the server that comes along, which also serves the web client. Resolves to `{ child, port,
 * url }` once it answers; `url` opens the web client as the options say.
 *
 * @param {WebClientOptions & { readonly port: number, readonly turn: readonly string[] }} options
 */
export async function serveWebClient({ port, turn, server, user }) {
  const free = await freePort(port, HOST);
  if (port !== 0 && free !== port) say(`Port ${port} is taken: using ${free}.`);
  const args = ['--host', HOST, '--port', String(free), '--quiet', ...turn];
  // Its own greeting would repeat ours; what it has to complain about is shown.
  const child = start(process.execPath, [fromRoot('out', 'server', 'cli.js'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://${HOST}:${free}/`;
  await answers(child, `${origin}health`);
  return { child, port: free, url: origin + fragment({ server, user }) };
}

/**
 * What the web client reads from its address: in the fragment, which is sent to no server.
 *
 * @param {WebClientOptions} options
 */
function fragment(options) {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  );
  return given.length === 0 ? '' : `#${new URLSearchParams(given)}`;
}

/**
 * @param {import('./run.mjs').Child} child
 * @param {string} url
 */
async function answers(child, url) {
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded) {
    const response = await fetch(url).catch(() => null);
    if (response !== null) return;
    await delay(LOOK_EVERY_MS);
  }
  throw new UserError('The server ended before it could serve the web client.');
}
