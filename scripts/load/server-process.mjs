// A server in a process of its own: node --expose-gc server-process.mjs CONTENDER BUNDLE
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve } from './contenders.mjs';

const NS_PER_MS = 1e6;

const [contender, bundle] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

const port = await serve(contender, bundle);

process.on('message', ({ collectsGarbage }) => {
  const lagMs = delay.max / NS_PER_MS;
  const { user, system } = process.cpuUsage();
  if (collectsGarbage) {
    globalThis.gc();
    globalThis.gc();
  }
  process.send({ lagMs, cpuUs: user + system, rssBytes: process.memoryUsage().rss });
  delay.reset();
});
process.on('disconnect', () => {
  process.exit();
});
process.send({ port });
