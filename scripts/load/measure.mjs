import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fromRoot } from '../lib/paths.mjs';

const KIB = 1_024;
/** Until what connecting left behind is done with. */
const REST_MS = 2_000;
/** Longer than the longest of the heartbeats, Socket.IO's. */
const IDLE_MS = 26_000;
/** Until the compiler has settled: servers run for days. */
const WARM_UP_MS = 6_000;
const TALK_MS = 8_000;
/** A client says something once a second at the most, below what a person may say. */
const MESSAGES_PER_SECOND = 1_000;
/** So many connect, and leave, before those that count: until then code is being compiled. */
const WARM_UP_CLIENTS = 500;
/** Of clients whose names are nobody's in the list that counts. */
const WARM_UP_FROM = 100_000;
const CONNECT_MS_PER_CLIENT = 12;
const CONNECT_LEAST_MS = 30_000;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('./bars.mjs').Contender} Contender */
/** @typedef {import('./generator-process.mjs').Question} GeneratorQuestion */
/** @typedef {import('./server-process.mjs').Question} ServerQuestion */

/**
 * What connecting cost.
 *
 * @typedef {object} ConnectFigures
 * @property {Contender} contender
 * @property {number} count
 * @property {number} connected
 * @property {string | null} failure
 * @property {number} connectsPerSecond
 * @property {number} cpuPerConnectMs
 * @property {number} lagMs
 */

/**
 * What resting and talking cost.
 *
 * @typedef {object} TalkFigures
 * @property {number} memoryPerClientKib
 * @property {number} idleCores
 * @property {number} cpuPerMessageUs
 * @property {number} p99Ms
 */

/** @typedef {ConnectFigures & { isComplete: false }} IncompleteFigures */
/** @typedef {ConnectFigures & TalkFigures & { isComplete: boolean }} FullFigures */
/** @typedef {IncompleteFigures | FullFigures} Figures */

/**
 * Connects `count` clients to a contender, lets them rest, and lets them talk. Server and clients
 * are processes of their own; it takes no more than about a minute and what `CONNECT_MS_PER_CLIENT`
 * allows.
 *
 * @param {Contender} contender
 * @param {number} count
 * @param {string} bundle
 * @returns {Promise<Figures>}
 */
export function measure(contender, count, bundle) {
  return withProcesses(contender, bundle, async (server, generator) => {
    const before = await sample(server, { collectsGarbage: true });
    const connecting = await connect(generator, { count, limitMs: connectLimitMs(count) });
    const connected = await sample(server, { collectsGarbage: false });
    const figures = { contender, count, ...connectFigures(connecting, before, connected) };
    if (connecting.connected < count) return { ...figures, isComplete: false };
    await pause(REST_MS);
    const idle = await measureIdle(server, generator);
    const talk = await measureTalk(server, generator, Math.min(MESSAGES_PER_SECOND, count));
    return {
      ...figures,
      isComplete: talk.isComplete,
      failure: talk.failure,
      memoryPerClientKib: (idle.memoryBytes - before.memoryBytes) / KIB / count,
      idleCores: idle.cpuUs / 1_000 / IDLE_MS,
      // Heartbeats go on while others talk, and are no part of what a message costs. They are
      // counted: with as many clients as connect within seconds they come in waves, many at one
      // time, none at another.
      cpuPerMessageUs: (talk.cpuUs - talk.heartbeats * idle.perHeartbeatUs) / talk.answered,
      p99Ms: talk.p99Ms,
    };
  });
}

/**
 * Connects `count` clients to a contender that others came to and left before: servers run for
 * days, and what they compile at first they compile once.
 *
 * @param {Contender} contender
 * @param {number} count
 * @param {string} bundle
 * @returns {Promise<ConnectFigures>}
 */
export function measureConnecting(contender, count, bundle) {
  return withProcesses(contender, bundle, async (server, generator) => {
    const limitMs = connectLimitMs(count);
    await connect(generator, { count: WARM_UP_CLIENTS, limitMs, from: WARM_UP_FROM });
    await ask(generator, { command: 'leave', options: {} });
    await pause(REST_MS);
    const before = await sample(server, { collectsGarbage: true });
    const connecting = await connect(generator, { count, limitMs });
    const connected = await sample(server, { collectsGarbage: false });
    return { contender, count, ...connectFigures(connecting, before, connected) };
  });
}

/**
 * What it costs that clients are there.
 *
 * @param {ChildProcess} server
 * @param {ChildProcess} generator
 */
async function measureIdle(server, generator) {
  const before = await sample(server, { collectsGarbage: true });
  const { heartbeats } = await rest(generator, { ms: IDLE_MS });
  const after = await sample(server, { collectsGarbage: true });
  const cpuUs = after.cpuUs - before.cpuUs;
  return {
    cpuUs,
    memoryBytes: after.memoryBytes,
    perHeartbeatUs: cpuUs / Math.max(1, heartbeats),
  };
}

/**
 * What it costs that they talk, heartbeats included.
 *
 * @param {ChildProcess} server
 * @param {ChildProcess} generator
 * @param {number} perSecond Messages of all clients together.
 */
async function measureTalk(server, generator, perSecond) {
  await talk(generator, { perSecond, ms: WARM_UP_MS });
  const before = await sample(server, { collectsGarbage: false });
  const talking = await talk(generator, { perSecond, ms: TALK_MS });
  const after = await sample(server, { collectsGarbage: false });
  const { sent, answered, failed, heartbeats, p99Ms } = talking;
  return {
    cpuUs: after.cpuUs - before.cpuUs,
    answered,
    heartbeats,
    p99Ms,
    isComplete: failed === 0 && answered === sent,
    failure: talking.failure ?? `${sent - answered} unanswered`,
  };
}

/**
 * Starts a server and what makes clients, and ends both whatever comes of `task`.
 *
 * @template T
 * @param {Contender} contender
 * @param {string} bundle
 * @param {(server: ChildProcess, generator: ChildProcess) => Promise<T>} task
 * @returns {Promise<T>}
 */
async function withProcesses(contender, bundle, task) {
  const server = forkScript('server-process.mjs', [contender, bundle], ['--expose-gc']);
  let generator;
  try {
    const { port } = /** @type {import('./server-process.mjs').Ready} */ (await answerOf(server));
    generator = forkScript('generator-process.mjs', [contender, String(port)]);
    return await task(server, generator);
  } finally {
    await Promise.all([server, generator].map(end));
  }
}

/** @param {number} count */
function connectLimitMs(count) {
  return Math.max(CONNECT_LEAST_MS, count * CONNECT_MS_PER_CLIENT);
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {string[]} [execArgv]
 */
function forkScript(name, args, execArgv = []) {
  return fork(fromRoot('scripts/load', name), args, { execArgv });
}

/**
 * @param {import('./generator-process.mjs').Connecting} connecting
 * @param {import('./server-process.mjs').Sample} before
 * @param {import('./server-process.mjs').Sample} connected
 */
function connectFigures(connecting, before, connected) {
  return {
    connected: connecting.connected,
    failure: connecting.failure,
    connectsPerSecond: (connecting.connected / connecting.ms) * 1_000,
    cpuPerConnectMs: (connected.cpuUs - before.cpuUs) / 1_000 / connecting.connected,
    lagMs: connected.lagMs,
  };
}

/**
 * @param {ChildProcess} server
 * @param {ServerQuestion} question
 */
async function sample(server, question) {
  return /** @type {import('./server-process.mjs').Sample} */ (await ask(server, question));
}

/**
 * @param {ChildProcess} generator
 * @param {import('./generator-process.mjs').ConnectOptions} options
 */
async function connect(generator, options) {
  const answer = await ask(generator, { command: 'connect', options });
  return /** @type {import('./generator-process.mjs').Connecting} */ (answer);
}

/**
 * @param {ChildProcess} generator
 * @param {{ ms: number }} options
 */
async function rest(generator, options) {
  return /** @type {{ heartbeats: number }} */ (await ask(generator, { command: 'rest', options }));
}

/**
 * @param {ChildProcess} generator
 * @param {import('./generator-process.mjs').TalkOptions} options
 */
async function talk(generator, options) {
  const answer = await ask(generator, { command: 'talk', options });
  return /** @type {import('./generator-process.mjs').Talking} */ (answer);
}

/**
 * @param {ChildProcess} child
 * @param {ServerQuestion | GeneratorQuestion} question
 */
function ask(child, question) {
  child.send(question);
  return answerOf(child);
}

/**
 * Rejects when the process ends before it answers.
 *
 * @param {ChildProcess} child
 * @returns {Promise<unknown>}
 */
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

/** @param {ChildProcess | undefined} child */
async function end(child) {
  if (child === undefined || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
