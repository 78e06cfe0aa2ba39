import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { LoadClient, nameOf } from '../load/load-client.mjs';

const COUNT = 100;
const ROUND_MS = 6_000;
/** Below what a person may say, so that none of these is refused. */
const TELL_EVERY_MS = 700;
/** Quiet and flooded rounds by turns, so that a busy moment of the machine meets both. */
const ROUNDS = 3;
const MS_PER_S = 1_000;

/**
 * What the thread that floods is told.
 *
 * @typedef {object} FloodOrder
 * @property {number} port
 * @property {number} first the number of its first client, which it has an address by
 * @property {number} endsAtMs after which no further flood begins
 */

/**
 * A hundred people who write to each other, while somebody sends 5,000 messages a second, and comes
 * again from another address as soon as they are cut off.
 *
 * @param {import('./restartable-server.mjs').RestartableServer} server
 * @param {import('./call-faults.mjs').Report} report
 */
export async function measureFlood(server, report) {
  const port = Number(new URL(server.url).port);
  const people = Array.from({ length: COUNT }, () => new LoadClient('webcrt'));
  /** @type {number[]} */
  const quietMs = [];
  /** @type {number[]} */
  const floodedMs = [];
  /** @type {number[]} */
  const cutAfterMs = [];
  try {
    for (const [number, person] of people.entries()) await person.connect(port, number);
    for (let round = 0; round < ROUNDS; round++) {
      quietMs.push(...(await talk(people)));
      const first = COUNT + round * MS_PER_S;
      const flooding = floods({ port, first, endsAtMs: Date.now() + ROUND_MS });
      floodedMs.push(...(await talk(people)));
      cutAfterMs.push(...(await flooding));
    }
  } finally {
    for (const person of people) person.close();
  }
  report('F13', median(floodedMs) / median(quietMs));
  report('F14', cutAfterMs.length === 0 ? null : Math.max(...cutAfterMs) / MS_PER_S);
}

/**
 * For a round; resolves to how long each message took to be answered.
 *
 * @param {readonly LoadClient[]} people
 */
async function talk(people) {
  const endsAtMs = performance.now() + ROUND_MS;
  const took = people.map(async (person, number) => {
    /** @type {number[]} */
    const tookMs = [];
    await pause((TELL_EVERY_MS * number) / COUNT);
    while (performance.now() < endsAtMs) {
      const saidAtMs = performance.now();
      await person.tell(nameOf((number + 1) % COUNT), 'hello');
      tookMs.push(performance.now() - saidAtMs);
      await pause(TELL_EVERY_MS);
    }
    return tookMs;
  });
  return (await Promise.all(took)).flat();
}

/**
 * Resolves to how long each flood lasted.
 *
 * @param {FloodOrder} order
 * @returns {Promise<number[]>}
 */
function floods(order) {
  return new Promise((resolve, reject) => {
    /** @type {number[]} */
    const lastedMs = [];
    const worker = new Worker(new URL('flood-worker.mjs', import.meta.url), { workerData: order });
    worker.on('message', (ms) => lastedMs.push(ms));
    worker.on('error', reject);
    worker.on('exit', () => {
      resolve(lastedMs);
    });
  });
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
