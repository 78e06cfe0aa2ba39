// `npm run bench [-- SECTION ...]`: what picture, sound and terminals cost, how good they are and
// how long one waits, against bars; `-- plain` alone: whether ends of other makes can be called.
// Exit code 1 when one does not hold.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { renderBars, renderMachine, renderRows } from './lib/bench-table.mjs';
import { buildStale } from './lib/build.mjs';
import { checkNode } from './lib/check-node.mjs';
import { describeMachine } from './lib/describe-machine.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { ensureSystemPackages } from './lib/ensure-system-packages.mjs';
import { importTypeScript } from './lib/import-typescript.mjs';
import { findBrowser, findCommand } from './lib/find-browser.mjs';
import { knownNames } from './lib/known-names.mjs';
import { fromRoot } from './lib/paths.mjs';
import { EXIT_INTERRUPTED, endOnSignals } from './lib/run.mjs';
import { SYSTEM_PACKAGES } from './lib/system-packages.mjs';
import { UserError, complain, runMain, say, stackOf } from './lib/say.mjs';

const RESULTS = 'bench-results.json';

/** Each with the module that measures it, and what to call there: it gives `{ rows, bars }`. */
const SECTIONS = [
  {
    name: 'engine',
    title: 'The engine: its stages, its twins, and other programs that draw with characters',
    file: 'test/bench/engine-bench.ts',
    run: 'runEngineBench',
    hasPeers: true,
  },
  {
    name: 'quality',
    title: 'Likeness of the picture, against other programs',
    file: 'test/bench/quality-bench.ts',
    run: 'runQualityBench',
    hasPeers: true,
  },
  {
    name: 'flicker',
    title: 'How calm a still picture is',
    file: 'test/bench/flicker-bench.ts',
    run: 'runFlickerBench',
  },
  {
    name: 'painter',
    title: 'The painter, in Chromium without a GPU',
    file: 'test/bench/painter-bench.ts',
    run: 'runPainterBench',
  },
  {
    name: 'bandwidth',
    title: 'Bandwidth, from one peer connection to another in Chromium',
    file: 'test/bench/bandwidth-bench.ts',
    run: 'runBandwidthBench',
  },
  {
    name: 'sound',
    title: 'A voice without its noise',
    file: 'test/bench/sound-bench.ts',
    run: 'runSoundBench',
  },
  {
    name: 'tty',
    title: 'Frames for a terminal: changed cells alone, on the head clip',
    file: 'test/bench/tty-bench.ts',
    run: 'runTtyBench',
  },
  {
    name: 'setup',
    title: 'Waiting: for a call, and for the app',
    file: 'test/bench/setup-bench.ts',
    run: 'runSetupBench',
    needsBuild: true,
  },
  {
    name: 'room',
    title: 'Waiting: for everybody in a room',
    file: 'test/bench/room-bench.ts',
    run: 'runRoomBench',
    needsBuild: true,
  },
  {
    name: 'terminal',
    title: 'A shared terminal, from the app to a browser on this machine',
    file: 'test/bench/terminal-bench.ts',
    run: 'runTerminalBench',
    needsBuild: true,
  },
  {
    name: 'attached',
    title: 'webcrt tty, attached to the app: a call on the head clip',
    file: 'test/bench/attached-bench.ts',
    run: 'runAttachedBench',
    needsBuild: true,
  },
  {
    name: 'watch',
    title: 'A broadcast: what curl and ssh get, and what viewers cost the server',
    file: 'test/bench/watch-bench.ts',
    run: 'runWatchBench',
    needsBuild: true,
  },
  {
    name: 'rtt',
    title: 'Text as it is typed, from one browser to another',
    file: 'test/bench/rtt-bench.ts',
    run: 'runRttBench',
    needsBuild: true,
  },
  {
    name: 'plain',
    title: 'Calls and rooms with ends that are not WebCRT: werift, aiortc, and pages',
    file: 'test/bench/plain-bench.ts',
    run: 'runPlainBench',
    needsBuild: true,
    // It says whether they go together, and none of the figures that people ask for.
    isByName: true,
  },
];

/** Far longer than anything takes to close. */
const LEFT_OPEN_MS = 10_000;

const PEERS = ['chafa', 'timg', 'mpv'];

/**
 * What a section gives.
 *
 * @typedef {object} Figures
 * @property {readonly import('./lib/bench-table.mjs').BenchRow[]} rows
 * @property {readonly import('./lib/bench-table.mjs').BenchBar[]} bars
 */

/** @typedef {Readonly<Record<string, () => Promise<Figures>>>} SectionModule */

async function main() {
  const sections = chooseSections(process.argv.slice(2));
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  if (process.platform === 'linux') await ensureSystemPackages(SYSTEM_PACKAGES.window);
  if (sections.some(({ hasPeers }) => hasPeers)) await installPeers();
  if (sections.some(({ needsBuild }) => needsBuild)) await buildStale();
  const machine = describeMachine(describePrograms());
  say(renderMachine(machine));
  const results = [];
  for (const section of sections) results.push(await runSection(section));
  const rows = results.flatMap((result) => result.rows);
  const bars = results.flatMap((result) => result.bars);
  const twice = bars.find(({ id }, place) => bars.findIndex((bar) => bar.id === id) !== place);
  if (twice !== undefined) throw new Error(`Two bars have the id ${twice.id}.`);
  say(renderBars(bars));
  const isComplete =
    SECTIONS.every((section) => section.isByName === true || sections.includes(section)) &&
    results.every(({ failed }) => !failed);
  const written = { machine, isComplete, bars, rows };
  writeFileSync(fromRoot(RESULTS), `${JSON.stringify(written, null, 2)}\n`);
  say(`Written to ${RESULTS}.`);
  const isKept =
    results.every(({ failed }) => !failed) && bars.every(({ holds }) => holds !== false);
  return isKept ? 0 : 1;
}

/** @param {readonly string[]} names */
function chooseSections(names) {
  const known = SECTIONS.map(({ name }) => name);
  knownNames(names, known, 'section');
  return SECTIONS.filter(({ name, isByName = false }) =>
    names.length === 0 ? !isByName : names.includes(name),
  );
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

/**
 * One section that fails must not cost the figures of the others.
 *
 * @param {(typeof SECTIONS)[number]} section
 * @returns {Promise<Figures & { readonly failed: boolean }>}
 */
async function runSection({ title, file, run }) {
  say(`\n${title} ...`);
  try {
    const module = /** @type {SectionModule} */ (await importTypeScript(file));
    const { rows, bars } = await module[run]();
    say(renderRows(rows));
    return { rows, bars, failed: false };
  } catch (error) {
    complain(stackOf(error));
    return { rows: [], bars: [], failed: true };
  }
}

/** What the figures were taken with, where it is there. */
const PROGRAMS = [
  { name: 'Chromium', find: findBrowser },
  ...PEERS.map((peer) => ({ name: peer, find: () => findCommand(peer) })),
];

function describePrograms() {
  return PROGRAMS.flatMap(({ name, find }) => {
    const path = find();
    if (path === null) return [];
    // Some say it on standard error.
    const { stdout, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    const [version] = /\d+(\.\d+)+/.exec(`${stdout}${stderr}`) ?? [];
    return [version === undefined ? name : `${name} ${version}`];
  });
}

await runMain(main);
// What a case that failed has left open ends with this process, and not when it likes.
setTimeout(() => process.exit(), LEFT_OPEN_MS).unref();
