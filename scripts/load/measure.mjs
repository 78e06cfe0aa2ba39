import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fromRoot } from '../lib/paths.mjs';

const KIB = 1_024;
/** Until what connecting left behind is done with. */
const REST_MS = 2_000;
const IDLE_MS = 10_000;
/** Until the compiler has settled: servers run for days. */
const WARM_UP_MS = 6_000;
const TALK_MS = 8_000;
/** A client says something once a second at the most, below what a person may say. */
const MESSAGES_PER_SECOND = 1_000;
const CONNECT_MS_PER_CLIENT = 12;
const CONNECT_LEAST_MS = 30_000;

/**
 * Connects `count` clients to a contender, lets them rest, and lets them talk. Server and clients
 * are processes of their own; it takes no more than about a minute and what `CONNECT_MS_PER_CLIENT`
 * allows.
 */
export async function measure(contender, count, bundle) {
  const server = forkScript('server-process.mjs', [contender, bundle], ['--expose-gc']);
  let generator;
  try {
    const { port } = await answerOf(server);
    generator = forkScript('generator-process.mjs', [contender, String(port)]);
    const ask = (child, message) => {
      child.send(message);
      return answerOf(child);
    };
    const sample = () => ask(server, { collectsGarbage: true });
    const before = await sample();
    const limitMs = Math.max(CONNECT_LEAST_MS, count * CONNECT_MS_PER_CLIENT);
    const connecting = await ask(generator, { command: 'connect', options: { count, limitMs } });
    const connected = await ask(server, { collectsGarbage: false });
    const figures = {
      contender,
      count,
      connected: connecting.connected,
      failure: connecting.failure,
      connectsPerSecond: (connecting.connected / connecting.ms) * 1_000,
      cpuPerConnectMs: (connected.cpuUs - before.cpuUs) / 1_000 / connecting.connected,
      lagMs: connected.lagMs,
    };
    if (connecting.connected < count) return { ...figures, isComplete: false };
    await pause(REST_MS);
    const rested = await sample();
    await pause(IDLE_MS);
    const idle = await sample();
    const perSecond = Math.min(MESSAGES_PER_SECOND, count);
    await ask(generator, { command: 'talk', options: { perSecond, ms: WARM_UP_MS } });
    const warm = await ask(server, { collectsGarbage: false });
    const talk = await ask(generator, { command: 'talk', options: { perSecond, ms: TALK_MS } });
    const talked = await ask(server, { collectsGarbage: false });
    const idleCores = (idle.cpuUs - rested.cpuUs) / 1_000 / IDLE_MS;
    // Heartbeats go on meanwhile, and are no part of what a message costs.
    const heartbeatsUs = idleCores * (talked.atMs - warm.atMs) * 1_000;
    return {
      ...figures,
      isComplete: talk.failed === 0 && talk.answered === talk.sent,
      failure: talk.failure ?? `${talk.sent - talk.answered} unanswered`,
      memoryPerClientKib: (idle.memoryBytes - before.memoryBytes) / KIB / count,
      idleCores,
      cpuPerMessageUs: (talked.cpuUs - warm.cpuUs - heartbeatsUs) / talk.answered,
      p99Ms: talk.p99Ms,
    };
  } finally {
    await Promise.all([server, generator].map(end));
  }
}

function forkScript(name, args, execArgv = []) {
  return fork(fromRoot('scripts/load', name), args, { execArgv });
}

/** Rejects when the process ends before it answers. */
async function answerOf(child) {
  const ending = new AbortController();
  const { signal } = ending;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`${child.spawnargs.at(1)} ended with ${code}`);
      }),
    ]);
  } finally {
    ending.abort();
  }
}

async function end(child) {
  if (child === undefined || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
