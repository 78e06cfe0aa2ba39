import { type ElectronApp, launchElectronApp } from '../electron-host/launch';
import { AppDriver } from '../helpers/app-driver';
import { startAppServer } from '../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame } from '../helpers/fake-camera';
import { terminalLikeness } from '../helpers/terminal-likeness';
import { TtyTerminal } from '../helpers/tty-terminal';
import { atLeast, atMost, type BenchRow, type BenchSection, type Measured } from './bench-bar';
import { runTtyBench } from './tty-bench';
import { processorSeconds } from './processor-seconds';

/** So that the stage has 160x48 of them: a row each for status and line. */
const COLS = 160;
const ROWS = 50;
const GRID = `${COLS}x${ROWS - 2}`;
const SETTLE_MS = 4_000;
const MEASURE_MS = 10_000;
const LIKENESS_SAMPLES = 5;
/** How an update begins: one a frame. */
const UPDATE = '\x1b[?2026h';
const COLOURS = ['truecolour', '256'] as const;

interface Shown {
  readonly fps: number;
  readonly mbps: number;
  readonly cores: number;
  /** What the app itself draws meanwhile, as the status bar says: no terminal gets more. */
  readonly ownFps: number;
  /** The worst of some moments. */
  readonly likeness: number;
}

/** The app in a terminal: what of a call's picture arrives there, and what that costs. */
export async function runAttachedBench(): Promise<BenchSection> {
  const server = await startAppServer();
  const app = await launchElectronApp({
    camera: 'none',
    argv: ['--server', server.url.replace(/^http/, 'ws').replace(/\/$/, ''), '--user', 'ann'],
  });
  const bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', clip: HEAD_CLIP });
  try {
    await bob.waitForStatus(/signed in as bob/);
    const head = await clipFrames(HEAD_CLIP);
    const shown: (readonly [string, Shown])[] = [];
    for (const colours of COLOURS) {
      shown.push([colours, await measure(app, bob, head, colours, shown.length === 0)]);
    }
    const encoder = (await runTtyBench()).rows.filter(({ what }) => what.startsWith('WebAssembly'));
    return sectionOf(shown, encoder);
  } finally {
    await bob.close();
    await app.close();
    await server.close();
  }
}

async function measure(
  app: ElectronApp,
  bob: AppDriver,
  head: readonly LumaFrame[],
  colours: string,
  isFirst: boolean,
): Promise<Shown> {
  const words = ['tty', `--colours=${colours}`, `--user-data-dir=${app.userDataDir}`];
  const tty = new TtyTerminal({ words, cols: COLS, rows: ROWS });
  try {
    await tty.waitFor(/signed in as ann|in call/);
    // The stage has all of it.
    tty.type('\x1bc');
    if (isFirst) {
      tty.enter('call bob');
      await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
      await bob.type('answer');
    }
    await tty.waitFor(/in call with bob/);
    await tty.until('picture', async () => terminalLikeness(await tty.cells(), COLS, head) > 0.5);
    await pause(SETTLE_MS);
    const [bytes, seconds] = [Buffer.byteLength(tty.output), processorSeconds(tty.pid)];
    const from = tty.output.length;
    await pause(MEASURE_MS);
    const frames = tty.output.slice(from).split(UPDATE).length - 1;
    const [written, used] = [Buffer.byteLength(tty.output) - bytes, processorSeconds(tty.pid)];
    return {
      fps: (frames * 1_000) / MEASURE_MS,
      mbps: (written * 8) / 1_000 / MEASURE_MS,
      cores: ((used - seconds) * 1_000) / MEASURE_MS,
      ownFps: Number(/(\d+) fps/.exec(await tty.text())?.[1] ?? 0),
      likeness: await worstLikeness(tty, head),
    };
  } finally {
    await tty.close();
  }
}

async function worstLikeness(tty: TtyTerminal, head: readonly LumaFrame[]): Promise<number> {
  let worst = 1;
  for (let sample = 0; sample < LIKENESS_SAMPLES; sample++) {
    worst = Math.min(worst, terminalLikeness(await tty.cells(), COLS, head));
    await pause(300);
  }
  return worst;
}

function sectionOf(
  shown: readonly (readonly [string, Shown])[],
  encoder: readonly BenchRow[],
): BenchSection {
  const rows = shown.map(([colours, { fps, mbps, cores, ownFps, likeness }]): BenchRow => {
    const note = `the window ${ownFps} fps; ${mbps.toFixed(2)} Mbit/s, ${cores.toFixed(2)} cores, r ${likeness.toFixed(3)}`;
    return { what: `webcrt tty, ${colours}`, grid: GRID, value: fps, unit: 'fps', note };
  });
  const of = (pick: (each: Shown) => number): Measured[] =>
    shown.map(([colours, each]) => ({
      value: pick(each),
      note: `${colours}: ${pick(each).toFixed(2)}`,
    }));
  return {
    rows: [...rows, ...encoder],
    bars: [
      atLeast(
        29,
        { id: 'A1', what: 'webcrt tty, attached: frames', unit: 'fps' },
        of((s) => s.fps),
      ),
      atMost(
        2.4,
        { id: 'A2', what: '... what it writes', unit: 'Mbit/s' },
        of((s) => s.mbps),
      ),
      atMost(
        0.3,
        { id: 'A3', what: '... what it takes', unit: 'cores' },
        of((s) => s.cores),
      ),
      atLeast(
        0.9,
        { id: 'A4', what: '... likeness', unit: 'r' },
        of((s) => s.likeness),
      ),
    ],
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
