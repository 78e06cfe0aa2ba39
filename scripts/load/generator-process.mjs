// Clients in a process of their own: node generator-process.mjs CONTENDER PORT
import { setTimeout as pause } from 'node:timers/promises';
import { LoadClient, nameOf } from './load-client.mjs';

/** So many connect at the same time. */
const AT_ONCE = 32;
const TICK_MS = 20;

/**
 * `from`: the number of the first.
 *
 * @typedef {{ count: number, limitMs: number, from?: number }} ConnectOptions
 */
/** @typedef {{ perSecond: number, ms: number }} TalkOptions */

/**
 * @typedef {{ command: 'connect', options: ConnectOptions }
 *   | { command: 'rest', options: { ms: number } }
 *   | { command: 'leave', options: object }
 *   | { command: 'talk', options: TalkOptions }} Question
 */

/** @typedef {{ connected: number, ms: number, failure: string | null }} Connecting */

/**
 * @typedef {object} Talking
 * @property {number} sent
 * @property {number} answered
 * @property {number} failed
 * @property {string | null} failure
 * @property {number} p99Ms
 * @property {number} heartbeats
 */

const [contender, portText] = /** @type {[import('./bars.mjs').Contender, string]} */ (
  process.argv.slice(2)
);
const port = Number(portText);
/**
 * By number: as they are named.
 *
 * @type {LoadClient[]}
 */
const clients = [];

/**
 * Connects `count` clients, and gives up after `limitMs`.
 *
 * @param {ConnectOptions} options
 * @returns {Promise<Connecting>}
 */
async function connect({ count, limitMs, from = 0 }) {
  const startMs = performance.now();
  let next = from;
  let connected = 0;
  /** @type {string | null} */
  let failure = null;
  const isOver = () => performance.now() - startMs > limitMs;
  const one = async () => {
    while (next < from + count && failure === null && !isOver()) {
      const number = next++;
      const client = new LoadClient(contender);
      try {
        await Promise.race([client.connect(port, number), giveUp(limitMs)]);
        clients[number - from] = client;
        connected += 1;
      } catch (error) {
        failure ??= messageOf(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { connected, ms: performance.now() - startMs, failure };
}

/**
 * @param {number} limitMs
 * @returns {Promise<never>}
 */
async function giveUp(limitMs) {
  await pause(limitMs, undefined, { ref: false });
  throw new Error('no answer');
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * In pairs, each tells the other something, in turn, at so many messages a second in all.
 *
 * @param {TalkOptions} options
 * @returns {Promise<Talking>}
 */
async function talk({ perSecond, ms }) {
  const startMs = performance.now();
  const heartbeatsBefore = LoadClient.heartbeats;
  /** @type {number[]} */
  const times = [];
  /** @type {Set<Promise<unknown>>} */
  const waiting = new Set();
  let sent = 0;
  let failed = 0;
  /** @type {string | null} */
  let failure = null;
  while (performance.now() - startMs < ms) {
    const due = ((performance.now() - startMs) / 1_000) * perSecond;
    for (; sent < due; sent += 1) {
      const number = sent % clients.length;
      const atMs = performance.now();
      const done = clients[number].tell(nameOf(number ^ 1), `message ${sent}`).then(
        () => times.push(performance.now() - atMs),
        (error) => {
          failed += 1;
          failure ??= messageOf(error);
        },
      );
      waiting.add(done);
      void done.finally(() => waiting.delete(done));
    }
    await pause(TICK_MS);
  }
  await Promise.race([Promise.all(waiting), pause(ms)]);
  times.sort((one, other) => one - other);
  return {
    sent,
    answered: times.length,
    failed,
    failure,
    p99Ms: times[Math.floor(times.length * 0.99)],
    heartbeats: LoadClient.heartbeats - heartbeatsBefore,
  };
}

/**
 * Does nothing but answer heartbeats, and says how many there were.
 *
 * @param {{ ms: number }} options
 */
async function rest({ ms }) {
  const before = LoadClient.heartbeats;
  await pause(ms);
  return { heartbeats: LoadClient.heartbeats - before };
}

/** Whoever is connected is gone without a word. */
async function leave() {
  for (const client of clients.splice(0)) client.close();
  return {};
}

/** @param {Question} question */
function answer({ command, options }) {
  switch (command) {
    case 'connect':
      return connect(options);
    case 'rest':
      return rest(options);
    case 'leave':
      return leave();
    case 'talk':
      return talk(options);
  }
}

process.on('message', async (message) => {
  process.send?.(await answer(/** @type {Question} */ (message)));
});
process.on('disconnect', () => {
  process.exit();
});
