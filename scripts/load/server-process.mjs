// A server in a process of its own: node --expose-gc server-process.mjs CONTENDER BUNDLE
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';
import { serve } from './contenders.mjs';

const NS_PER_MS = 1e6;

const [contender, bundle] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

const port = await serve(contender, bundle);

/**
 * The resident set without what V8 holds ready for its youngest objects: that is up to 32 MB,
 * whoever the clients are, and V8 takes it and gives it back when it likes.
 */
function memoryBytes() {
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return process.memoryUsage.rss() - young.physical_space_size;
}

process.on('message', ({ collectsGarbage }) => {
  const lagMs = delay.max / NS_PER_MS;
  const { user, system } = process.cpuUsage();
  if (collectsGarbage) {
    globalThis.gc();
    globalThis.gc();
  }
  process.send({
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
process.send({ port });
