import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { importTypeScript } from '../lib/import-typescript.mjs';

const COUNT = 200;
const PER_ROOM = 10;
const MOST_SHARE = 0.95;
const LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 20;
/** A connection that broke sooner did not hold, and is tried again more slowly. */
const HOLD_MS = 6_000;
const MS_PER_S = 1_000;

/** @typedef {{ ok: true } | { ok: false, reason: string }} Outcome */

/**
 * @typedef {object} SignallingClient
 * @property {(options: SignInOptions) => Promise<Outcome>} signIn
 * @property {(name: string, payload: object) => Promise<Outcome>} request
 * @property {(listener: (state: SignallingState) => void) => unknown} onState
 * @property {() => void} dispose
 */

/** @typedef {{ server: string, name: string, presence: 'available' }} SignInOptions */
/** @typedef {{ kind: string, room?: object | null }} SignallingState */

/**
 * @typedef {object} ClientOptions
 * @property {{ log(): void }} logger
 * @property {(address: object) => object} openSocket
 */

/**
 * @typedef {object} ClientModule
 * @property {new (options: ClientOptions) => SignallingClient} SignallingClient
 */

/**
 * @typedef {object} OpenerModule
 * @property {(address: object, options: { agent: Agent }) => object} openSocketIo
 */

/**
 * A client, and when it was back in its room; `null`: not yet.
 *
 * @typedef {{ client: SignallingClient, number: number, backAtMs: number | null }} Person
 */

/**
 * Two hundred clients in twenty rooms, as the app has them, and how soon they are back in them.
 *
 * @param {import('./restartable-server.mjs').RestartableServer} server
 * @param {import('./call-faults.mjs').Report} report
 */
export async function measureClients(server, report) {
  const [{ SignallingClient }, { openSocketIo }] = await Promise.all([
    /** @type {Promise<ClientModule>} */ (
      importTypeScript('src/shared/signalling/signalling-client.ts')
    ),
    /** @type {Promise<OpenerModule>} */ (
      importTypeScript('src/shared/signalling/socket-io-opener.ts')
    ),
  ]);
  const people = Array.from({ length: COUNT }, (_, number) => {
    // An address of this machine for each: limits by address are about others than these.
    const agent = new Agent({ localAddress: `127.0.1.${number + 1}` });
    const client = new SignallingClient({
      logger: { log: () => undefined },
      openSocket: (address) => openSocketIo(address, { agent }),
    });
    return watch(client, number);
  });
  try {
    for (const person of people) await enter(person, server.url);
    const rounds = /** @type {const} */ ([
      ['SIGKILL', 'F9', 'F10'],
      ['SIGTERM', 'F11', 'F12'],
    ]);
    for (const [signal, most, all] of rounds) {
      await pause(HOLD_MS);
      for (const person of people) person.backAtMs = null;
      await server.restart(signal);
      const upAtMs = performance.now();
      while (people.some(({ backAtMs }) => backAtMs === null)) {
        if (performance.now() - upAtMs > LIMIT_MS) break;
        await pause(LOOK_EVERY_MS);
      }
      const times = people
        .map(({ backAtMs }) => (backAtMs === null ? Infinity : (backAtMs - upAtMs) / MS_PER_S))
        .sort((one, other) => one - other);
      report(most, inTime(times[Math.ceil(COUNT * MOST_SHARE) - 1]));
      report(all, inTime(times[COUNT - 1]));
    }
  } finally {
    for (const { client } of people) client.dispose();
  }
}

/** @param {number} seconds */
function inTime(seconds) {
  return seconds === Infinity ? null : Math.max(0, seconds);
}

/**
 * @param {SignallingClient} client
 * @param {number} number
 */
function watch(client, number) {
  /** @type {Person} */
  const person = { client, number, backAtMs: null };
  client.onState((state) => {
    const isBack = state.kind === 'signed-in' && (state.room ?? null) !== null;
    if (isBack) person.backAtMs ??= performance.now();
  });
  return person;
}

/**
 * @param {Person} person
 * @param {string} server
 */
async function enter({ client, number }, server) {
  const name = `guest${number}`;
  const signedIn = await client.signIn({ server, name, presence: 'available' });
  if (!signedIn.ok) throw new Error(`${name} was not signed in: ${signedIn.reason}`);
  const room = `room${Math.floor(number / PER_ROOM)}`;
  const entered =
    number % PER_ROOM === 0
      ? await client.request('room:create', { name: room, isPrivate: false })
      : await client.request('room:join', { slug: room });
  if (!entered.ok) throw new Error(`${name} did not get into ${room}: ${entered.reason}`);
}
