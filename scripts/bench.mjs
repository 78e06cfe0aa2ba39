// `npm run bench`: what the picture costs, stage by stage, and how fast it is painted, in one run.
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { renderTable } from './lib/bench-table.mjs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { ensureSystemPackages } from './lib/ensure-system-packages.mjs';
import { importTypeScript } from './lib/import-typescript.mjs';
import { fromRoot } from './lib/paths.mjs';
import { EXIT_INTERRUPTED, endOnSignals } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';

const BYTES_PER_GIB = 2 ** 30;

async function main() {
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  if (process.platform === 'linux') await ensureSystemPackages(['chromium', 'fonts-dejavu-core']);
  const rows = [];
  say('Measuring the engine ...');
  const { runEngineBench } = await importTypeScript('test/bench/engine-bench.ts');
  rows.push(...(await runEngineBench()));
  say('Measuring the painter in Chromium ...');
  const { runPainterBench } = await importTypeScript('test/bench/painter-bench.ts');
  rows.push(...(await runPainterBench()));
  const machine = describeMachine();
  say(renderTable(machine, rows));
  writeFileSync(fromRoot('bench-results.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  say('Written to bench-results.json.');
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
