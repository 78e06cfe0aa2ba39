// `npm run bench [-- engine peers painter bandwidth]`: what the picture costs and how good it is, against
// bars. Exit code 1 when one does not hold.
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { renderBars, renderMachine, renderRows } from './lib/bench-table.mjs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { ensureSystemPackages } from './lib/ensure-system-packages.mjs';
import { importTypeScript } from './lib/import-typescript.mjs';
import { fromRoot } from './lib/paths.mjs';
import { EXIT_INTERRUPTED, endOnSignals } from './lib/run.mjs';
import { UserError, complain, runMain, say } from './lib/say.mjs';

const BYTES_PER_GIB = 2 ** 30;
const RESULTS = 'bench-results.json';

/** Each with the module that measures it, which returns `{ rows, bars }` by `run`. */
const SECTIONS = [
  {
    name: 'engine',
    title: 'The engine: its stages, its twins, and how calm a still picture is',
    file: 'test/bench/engine-bench.ts',
    run: (module) => module.runEngineBench(),
  },
  {
    name: 'peers',
    title: 'Against chafa, timg and mpv: processor time, and likeness of the picture',
    file: 'test/bench/peer-bench.ts',
    run: (module) => module.runPeerBench(),
  },
  {
    name: 'painter',
    title: 'The painter, in Chromium without a GPU',
    file: 'test/bench/painter-bench.ts',
    run: async (module) => ({
      rows: await module.runPainterBench(),
      bars: (await module.runPainterBars?.()) ?? [],
    }),
  },
  {
    name: 'bandwidth',
    title: 'Bandwidth, from one peer connection to another in Chromium',
    file: 'test/bench/bandwidth-bench.ts',
    run: async (module) => ({
      rows: await module.runBandwidthBench(),
      bars: (await module.runBandwidthBars?.()) ?? [],
    }),
  },
];

const PEERS = ['chafa', 'timg', 'mpv'];

async function main() {
  const sections = chooseSections(process.argv.slice(2));
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  if (process.platform === 'linux') await ensureSystemPackages(['chromium', 'fonts-dejavu-core']);
  if (sections.some(({ name }) => name === 'peers')) await installPeers();
  const machine = describeMachine();
  say(renderMachine(machine));
  const results = [];
  for (const section of sections) results.push(await runSection(section));
  const rows = results.flatMap((result) => result.rows);
  const bars = results.flatMap((result) => result.bars);
  say(renderBars(bars));
  writeFileSync(fromRoot(RESULTS), `${JSON.stringify({ machine, rows, bars }, null, 2)}\n`);
  say(`Written to ${RESULTS}.`);
  const isKept =
    results.every(({ failed }) => !failed) && bars.every(({ holds }) => holds !== false);
  return isKept ? 0 : 1;
}

function chooseSections(names) {
  const unknown = names.find((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown !== undefined) {
    const known = SECTIONS.map(({ name }) => name).join(', ');
    throw new UserError(`No section is called ${unknown}; there are: ${known}.`, 2);
  }
  const chosen = SECTIONS.filter(({ name }) => names.length === 0 || names.includes(name));
  return chosen.filter(({ file }) => existsSync(fromRoot(file)));
}

/** Without them their bars are skipped: that is no reason not to measure the rest. */
async function installPeers() {
  try {
    await ensureSystemPackages(PEERS);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`Bars against these programs will be skipped. ${error.message}`);
  }
}

/** One section that fails must not cost the figures of the others. */
async function runSection({ title, file, run }) {
  say(`\n${title} ...`);
  try {
    const { rows, bars } = await run(await importTypeScript(file));
    say(renderRows(rows));
    return { rows, bars, failed: false };
  } catch (error) {
    complain(error?.stack ?? String(error));
    return { rows: [], bars: [], failed: true };
  }
}

function describeMachine() {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / BYTES_PER_GIB),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}

await runMain(main);
