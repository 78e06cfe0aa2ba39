import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/** How long a child may take to end by itself before it is killed. */
const STOP_GRACE_MS = 8_000;
/** What is kept of a quiet command's output, to be shown when it fails. */
const MAX_OUTPUT_CHARS = 200_000;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */

/**
 * How a child ended: an error is one of starting it.
 *
 * @typedef {object} Ending
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 * @property {Error | null} error
 */

/** @typedef {ChildProcess & { readonly ended: Promise<Ending> }} Child */

/**
 * Each child that has not ended, and the promise of its end.
 *
 * @type {Map<ChildProcess, Promise<Ending>>}
 */
const running = new Map();
let isEnding = false;

/**
 * Starts a child that ends when this process is told to end (see `endOnSignals`).
 * `child.ended` resolves to `{ code, signal, error }`; it never rejects. It stays pending once this
 * process is being ended, so that whoever waits does not take that for the child's failure.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 * @returns {Child}
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  /** @type {Promise<Ending>} */
  const end = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal, error: null }));
  });
  running.set(child, end);
  /** @type {Promise<Ending>} */
  const ended = end.then((how) => {
    running.delete(child);
    return isEnding ? new Promise(() => {}) : how;
  });
  return Object.assign(child, { ended });
}

/**
 * Asks a child to end, kills it if it does not, and waits for it.
 *
 * @param {ChildProcess} child
 */
export async function stop(child) {
  const end = running.get(child);
  if (end === undefined) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
  await end;
  clearTimeout(timer);
}

export async function stopAll() {
  await Promise.all([...running.keys()].map(stop));
}

/**
 * Runs a command to its end, its output shown. Resolves to its exit code (1 when it was killed).
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 */
export async function run(command, args, options) {
  const { code } = await start(command, args, options).ended;
  return code ?? 1;
}

/**
 * Runs a command to its end, its output kept. Resolves to `{ code, output }`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 */
export async function runQuietly(command, args, options = {}) {
  const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  /** @param {string} chunk */
  const keep = (chunk) => {
    output = (output + chunk).slice(-MAX_OUTPUT_CHARS);
  };
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  // 'exit' may come before the last output; 'close' waits for the pipes.
  const closed = new Promise((resolve) => child.once('close', resolve));
  const { code, error } = await child.ended;
  if (error === null) await closed;
  return { code: code ?? 1, output: error === null ? output : String(error.message) };
}

/**
 * Runs a Node.js script with this Node.js.
 *
 * @param {string} script
 * @param {readonly string[]} [args]
 * @param {SpawnOptions} [options]
 */
export const runNode = (script, args = [], options = {}) =>
  run(process.execPath, [script, ...args], options);
/**
 * @param {string} script
 * @param {readonly string[]} [args]
 * @param {SpawnOptions} [options]
 */
export const runNodeQuietly = (script, args = [], options = {}) =>
  runQuietly(process.execPath, [script, ...args], options);

/** As a shell reports an interrupted program. */
export const EXIT_INTERRUPTED = 130;

/** @type {readonly NodeJS.Signals[]} */
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_LOOK_EVERY_MS = 1_000;

/**
 * Calls back whenever the user or the system asks this process to end. Returns the undo. npm runs a
 * script through a shell that takes a signal for itself and passes nothing on: there, the end of
 * that shell is the request.
 *
 * @param {() => void} handler
 */
function onEndRequest(handler) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) handler();
  }, PARENT_LOOK_EVERY_MS);
  timer.unref();
  for (const signal of END_SIGNALS) process.on(signal, handler);
  return () => {
    clearInterval(timer);
    for (const signal of END_SIGNALS) process.off(signal, handler);
  };
}

/**
 * Ends the children and then this process, with `exitCode`, when asked to. Returns the undo.
 *
 * @param {number} exitCode
 */
export function endOnSignals(exitCode) {
  return onEndRequest(() => {
    if (isEnding) return;
    isEnding = true;
    void stopAll().then(() => process.exit(exitCode));
  });
}

/**
 * Runs a script to its end, passing on requests to end: it decides how. Resolves to its exit code.
 *
 * @param {string} script
 * @param {readonly string[]} args
 */
export async function runInPlace(script, args) {
  const child = start(process.execPath, [script, ...args]);
  // As SIGTERM: a terminal sends Ctrl+C to the child as well, and a second one would cut it short.
  const letGo = onEndRequest(() => child.kill('SIGTERM'));
  const { code } = await child.ended;
  letGo();
  return code ?? 1;
}
