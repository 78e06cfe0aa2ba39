// Clients in a process of their own: node generator-process.mjs CONTENDER PORT
import { setTimeout as pause } from 'node:timers/promises';
import { LoadClient, nameOf } from './load-client.mjs';

/** So many connect at the same time. */
const AT_ONCE = 32;
const TICK_MS = 20;

const [contender, portText] = process.argv.slice(2);
const port = Number(portText);
/** By number: as they are named. */
const clients = [];

const COMMANDS = { connect, talk };

/** Connects `count` clients, and gives up after `limitMs`. */
async function connect({ count, limitMs }) {
  const startMs = performance.now();
  let next = 0;
  let connected = 0;
  let failure = null;
  const isOver = () => performance.now() - startMs > limitMs;
  const one = async () => {
    while (next < count && failure === null && !isOver()) {
      const number = next++;
      const client = new LoadClient();
      try {
        await Promise.race([client.connect(contender, port, number), giveUp(limitMs)]);
        clients[number] = client;
        connected += 1;
      } catch (error) {
        failure ??= error.message;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { connected, ms: performance.now() - startMs, failure };
}

async function giveUp(limitMs) {
  await pause(limitMs, undefined, { ref: false });
  throw new Error('no answer');
}

/** In pairs, each tells the other something, in turn, at so many messages a second in all. */
async function talk({ perSecond, ms }) {
  const startMs = performance.now();
  const times = [];
  const waiting = new Set();
  let sent = 0;
  let failed = 0;
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
          failure ??= error.message;
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
  };
}

process.on('message', async ({ command, options }) => {
  process.send(await COMMANDS[command](options));
});
process.on('disconnect', () => {
  process.exit();
});
