import type { BrowserContext, Page } from 'playwright-core';
import { type ElectronApp, launchElectronApp } from '../electron-host/launch';
import { AppDriver } from '../helpers/app-driver';
import { type AppServer, startAppServer } from '../helpers/app-server';
import { atMost, type BenchSection, median } from './bench-bar';

const MOST_MS = 30;
const MOST_KBPS = 20;
/** Ten keys a second: faster than most people type. */
const KEY_EVERY_MS = 100;
const KEYS = 150;
const GRID = '80x24';
/** Headers of IP, UDP, DTLS and SCTP around one message (20 + 8 + 29 + 28 bytes). */
const PACKET_BYTES = 85;
/** What comes of cells (`shell-wire`). */
const SHELL_CELLS = 16;

/** A message of cells that came, in milliseconds since 1970, once it was painted. */
interface SeenCells {
  readonly atMs: number;
  readonly bytes: number;
}

declare global {
  interface Window {
    /** When keys went down, and what cells came. */
    terminalBench?: { readonly keys: number[]; readonly cells: SeenCells[] };
  }
}

/**
 * A terminal that the desktop app shares with somebody in another browser of this machine: from a
 * key to its cell there, and what somebody who types costs.
 */
export async function runTerminalBench(): Promise<BenchSection> {
  const server = await startAppServer();
  const app = await openSharer(server);
  const ann = new AppDriver({
    page: app.window,
    savedBy: () => Promise.reject(new Error('nothing is saved here')),
    close: () => app.close(),
  });
  const bob = await AppDriver.open({
    serverUrl: server.url,
    user: 'bob',
    camera: 'none',
    prepare: watch,
  });
  try {
    await share(app, ann, bob);
    await read(bob.page);
    const beganMs = Date.now();
    for (let count = 0; count < KEYS; count++) {
      await ann.page.keyboard.press(count % 40 === 39 ? 'Enter' : 'abcdefghij '[count % 11]);
      await ann.page.waitForTimeout(KEY_EVERY_MS);
    }
    const seconds = (Date.now() - beganMs) / 1_000;
    const keys = (await read(ann.page)).keys.slice(-KEYS);
    const { cells } = await read(bob.page);
    return sectionOf(latencies(keys, cells), cells, seconds);
  } finally {
    await bob.close();
    await ann.close();
    await server.close();
  }
}

function openSharer(server: AppServer): Promise<ElectronApp> {
  return launchElectronApp({
    camera: 'none',
    argv: ['--server', server.url.replace(/^http/, 'ws'), '--user', 'ann'],
    prepare: watch,
  });
}

async function share(app: ElectronApp, ann: AppDriver, bob: AppDriver): Promise<void> {
  await ann.waitForStatus(/signed in as ann/);
  await bob.waitForStatus(/signed in as bob/);
  await ann.type('call bob');
  await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
  await bob.type('answer');
  await ann.waitForStatus(/in call with bob/);
  await app.answerQuestions('Share');
  // What is typed is echoed by the terminal itself, and once more at the end of a line.
  await ann.type('/share terminal cat');
  await bob.waitForChat(/ann shares a terminal/);
  await ann.waitForStatus(/sharing your terminal/);
}

/** Notes keys, and cells when the frame that has them is painted. */
async function watch(context: BrowserContext): Promise<void> {
  await context.addInitScript((kind: number) => {
    const keys: number[] = [];
    const cells: { atMs: number; bytes: number }[] = [];
    Object.assign(window, { terminalBench: { keys, cells } });
    const nowMs = (): number => performance.timeOrigin + performance.now();
    window.addEventListener('keydown', () => keys.push(nowMs()), true);
    const create = Reflect.get(RTCPeerConnection.prototype, 'createDataChannel');
    RTCPeerConnection.prototype.createDataChannel = function (...args) {
      const channel = create.apply(this, args);
      if (args[0] !== 'glyphs') return channel;
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!(data instanceof ArrayBuffer) || new Uint8Array(data)[0] !== kind) return;
        requestAnimationFrame(() => cells.push({ atMs: nowMs(), bytes: data.byteLength }));
      });
      return channel;
    };
  }, SHELL_CELLS);
}

/** What was noted since the last time. */
function read(page: Page): Promise<{ keys: number[]; cells: SeenCells[] }> {
  return page.evaluate(() => {
    const { keys = [], cells = [] } = window.terminalBench ?? {};
    return { keys: keys.splice(0), cells: cells.splice(0) };
  });
}

/** From each key to the first cells after it. */
function latencies(keys: readonly number[], cells: readonly SeenCells[]): number[] {
  return keys.flatMap((keyMs, index) => {
    const next = keys[index + 1] ?? Infinity;
    const seen = cells.find(({ atMs }) => atMs > keyMs && atMs < next);
    return seen === undefined ? [] : [seen.atMs - keyMs];
  });
}

function sectionOf(
  delays: readonly number[],
  cells: readonly SeenCells[],
  seconds: number,
): BenchSection {
  const sorted = delays.toSorted((a, b) => a - b);
  const middle = median(delays);
  const late = sorted[Math.floor(sorted.length * 0.95)];
  const payload = cells.reduce((sum, { bytes }) => sum + bytes, 0);
  const kbps = (((payload + PACKET_BYTES * cells.length) / seconds) * 8) / 1_000;
  const note = `${delays.length} of ${KEYS} keys, p95 ${late.toFixed(1)} ms`;
  const rate = `${(KEYS / seconds).toFixed(1)} keys/s, payload ${((payload * 8) / seconds / 1_000).toFixed(1)} kbit/s`;
  return {
    rows: [
      { what: 'key to cell, in a shared terminal', grid: GRID, value: middle, unit: 'ms', note },
      { what: 'typing in it, with headers', grid: GRID, value: kbps, unit: 'kbit/s', note: rate },
    ],
    bars: [
      atMost(MOST_MS, { id: 'X1', what: 'shared terminal: key to far cell', unit: 'ms' }, [
        { value: middle, note },
      ]),
      atMost(MOST_KBPS, { id: 'X2', what: 'shared terminal: typing', unit: 'kbit/s' }, [
        { value: kbps, note: rate },
      ]),
    ],
  };
}
