// A server in a process of its own: node --expose-gc server-process.mjs CONTENDER BUNDLE
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';
import { serve } from './contenders.mjs';

const NS_PER_MS = 1e6;

/** @typedef {{ port: number }} Ready */
/** @typedef {{ collectsGarbage: boolean }} Question */
/** @typedef {{ atMs: number, lagMs: number, cpuUs: number, memoryBytes: number }} Sample */

const [contender, bundle] = /** @type {[import('./bars.mjs').Contender, string]} */ (
  process.argv.slice(2)
);
const { gc } = globalThis;
if (gc === undefined) throw new Error('started without --expose-gc');
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

const port = await serve(contender, bundle);

/**
 * The resident set without what V8 holds ready for its youngest objects: that is up to 32 MB,
 * whoever the clients are, and V8 takes it and gives it back when it likes.
 */
function memoryBytes() {
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return process.memoryUsage.rss() - (young?.physical_space_size ?? 0);
}

/** @param {Ready | Sample} message */
function tell(message) {
  process.send?.(message);
}

process.on('message', (message) => {
  const { collectsGarbage } = /** @type {Question} */ (message);
  const lagMs = delay.max / NS_PER_MS;
  const { user, system } = process.cpuUsage();
  if (collectsGarbage) {
    gc();
    gc();
  }
  tell({
    atMs: performance.now(),
    lagMs,
    cpuUs: user + system,
    memoryBytes: memoryBytes(),
  });
  delay.reset();
});
process.on('disconnect', () => {
  process.exit();
});
tell({ port });
