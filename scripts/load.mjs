// `npm run load [-- 1000 5000 10000]`: what clients cost the signalling server, beside stock
// Socket.IO and bare ws. Exit code 1 when a bar does not hold. Only the loopback address is used.
import { pathToFileURL } from 'node:url';
import { renderBars, renderMachine } from './lib/bench-table.mjs';
import { checkNode } from './lib/check-node.mjs';
import { describeMachine } from './lib/describe-machine.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { fromRoot } from './lib/paths.mjs';
import { runMain, say, UserError } from './lib/say.mjs';
import { judge } from './load/bars.mjs';
import { measure, measureConnecting } from './load/measure.mjs';

const DEFAULT_COUNTS = [1_000, 5_000];
/** Of connecting, by turns: what the machine does meanwhile falls on all, and the median counts. */
const CONNECT_ROUNDS = 3;
/** More sockets than this need more of the system than it gives by itself. */
const MAX_COUNT = 10_000;

/** @typedef {import('./load/bars.mjs').Contender} Contender */
/** @typedef {import('./load/measure.mjs').Figures} Figures */

/** @type {readonly Contender[]} */
const CONTENDERS = ['ws', 'socket.io', 'webcrt'];

async function main() {
  const counts = readCounts(process.argv.slice(2));
  checkNode();
  await ensurePackages();
  const bundle = await bundleServer();
  say(renderMachine(describeMachine()));
  const bars = [];
  for (const count of counts) {
    const figures = /** @type {Record<Contender, Figures>} */ ({});
    const rounds = [];
    for (let round = 0; round < CONNECT_ROUNDS; round += 1) {
      for (const contender of CONTENDERS) {
        rounds.push(await measureConnecting(contender, count, bundle));
      }
    }
    for (const contender of CONTENDERS) {
      const own = rounds.filter((round) => round.contender === contender);
      const cold = await measure(contender, count, bundle);
      figures[contender] = { ...cold, ...medianOfRounds(own) };
      const { connectsPerSecond, cpuPerConnectMs } = cold;
      const first = `${connectsPerSecond.toFixed(0)}, ${cpuPerConnectMs.toFixed(2)} ms`;
      say(`${describe(figures[contender])} (connecting to a server just started: ${first})`);
    }
    bars.push(...judge(figures));
  }
  say(renderBars(bars));
  return bars.every(({ holds }) => holds) ? 0 : 1;
}

/**
 * Of each figure the median; of how many were connected the least.
 *
 * @param {readonly import('./load/measure.mjs').ConnectFigures[]} rounds
 */
function medianOfRounds(rounds) {
  /** @param {'connectsPerSecond' | 'cpuPerConnectMs' | 'lagMs' | 'connected'} key */
  const sorted = (key) => rounds.map((round) => round[key]).sort((one, other) => one - other);
  const middle = rounds.length >> 1;
  return {
    connected: sorted('connected')[0],
    connectsPerSecond: sorted('connectsPerSecond')[middle],
    cpuPerConnectMs: sorted('cpuPerConnectMs')[middle],
    lagMs: sorted('lagMs')[middle],
  };
}

/** @param {readonly string[]} args */
function readCounts(args) {
  const counts = args.map(Number);
  const wrong = counts.findIndex(
    (count) => !(Number.isInteger(count) && count >= 2 && count <= MAX_COUNT),
  );
  if (wrong >= 0)
    throw new UserError(`${args[wrong]}: give numbers of clients from 2 to ${MAX_COUNT}.`, 2);
  return counts.length === 0 ? DEFAULT_COUNTS : counts;
}

/** The server as it is built for use, of the source as it is. */
async function bundleServer() {
  const { build } = await import('vite');
  await build({
    root: fromRoot(),
    configFile: false,
    logLevel: 'error',
    build: { ssr: fromRoot('src/server/index.ts'), outDir: fromRoot('out/load'), target: 'node20' },
  });
  return pathToFileURL(fromRoot('out/load/index.js')).href;
}

/** @param {Figures} figures */
function describe(figures) {
  const { contender, count, connected, connectsPerSecond, cpuPerConnectMs, lagMs, failure } =
    figures;
  const start =
    `${contender.padEnd(9)} ${String(connected).padStart(6)} of ${count}: ${connectsPerSecond.toFixed(0)} connects/s, ` +
    `${cpuPerConnectMs.toFixed(2)} ms CPU each, lag ${lagMs.toFixed(0)} ms`;
  if (!figures.isComplete) return `${start}; stopped: ${failure ?? 'out of time'}`;
  return (
    `${start}; idle ${figures.memoryPerClientKib.toFixed(1)} KiB each, ${figures.idleCores.toFixed(3)} cores; ` +
    `${figures.cpuPerMessageUs.toFixed(0)} us CPU a message, p99 ${figures.p99Ms.toFixed(1)} ms`
  );
}

await runMain(main);
