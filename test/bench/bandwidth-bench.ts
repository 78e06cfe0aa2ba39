import type { Page } from 'playwright-core';
import type { Bandwidth } from '../../src/shared/call/sending-policy';
import type {} from '../e2e/rtc/page/lab';
import { startLab } from '../e2e/rtc/lab-browser';
import { HEAD_CLIP } from '../helpers/fake-camera';
import { pearson } from '../helpers/picture-match';

/** One line of the bench's table. */
export interface BandwidthBenchRow {
  readonly what: string;
  /** Cells, as in '160x48'. */
  readonly grid: string;
  readonly value: number;
  readonly unit: 'kbit/s' | 'x less' | 'dB' | 'r' | 'ms/frame' | 'fps';
  readonly note?: string;
}

const COLS = 160;
const ROWS = 48;
const GRID = `${COLS}x${ROWS}`;
/** What a call is made with by default. */
const SOURCE = { widthPx: 640, heightPx: 480, framerate: 30 };
/** The clip once round: whatever arrives is a frame of these. */
const CLIP_FRAMES = 120;
/** 12 s: until the browser knows what the line can carry, and the policy what the picture needs. */
const WARM_UP_FRAMES = 360;
const MEASURED_FRAMES = 180;
const COMPARED_FRAMES = 12;

interface Lane {
  readonly what: string;
  readonly codec: 'VP8' | 'AV1';
  /** `null`: what browsers do when nobody tells them anything. */
  readonly bandwidth: Bandwidth | null;
}

const DEFAULT_LANE: Lane = { what: 'as browsers do by default', codec: 'VP8', bandwidth: null };
const LANES: readonly Lane[] = [
  { what: 'auto', codec: 'VP8', bandwidth: 'auto' },
  { what: 'low', codec: 'VP8', bandwidth: 'low' },
  { what: 'auto', codec: 'AV1', bandwidth: 'auto' },
  { what: 'low', codec: 'AV1', bandwidth: 'low' },
];

/** What a lane was measured to do. */
interface Outcome {
  readonly kbps: number;
  readonly encodeMs: number;
  readonly fps: number;
  readonly sizePx: string;
  /** Of brightness per cell, received and sent: the worst of the frames compared. */
  readonly correlation: number;
  readonly psnrDb: number;
}

/**
 * Sends the head clip, 640x480 at 30 frames a second, from one peer connection to another in
 * Chromium: as browsers do by default, and as the sending policy has it for somebody who shows it in
 * 160x48 cells. Measures kbit/s, what encoding costs, and how well what arrives resembles what was
 * sent.
 */
export async function runBandwidthBench(): Promise<BandwidthBenchRow[]> {
  const lab = await startLab(HEAD_CLIP);
  try {
    const inPage = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
      const { page } = await lab.open();
      const result = await work(page);
      await page.context().close();
      return result;
    };
    const sent = await inPage(readClip);
    const measure = (lane: Lane): Promise<Outcome> =>
      inPage((page) => measureLane(page, lane, sent));
    const byDefault = await measure(DEFAULT_LANE);
    const rows = laneRows(DEFAULT_LANE, byDefault);
    for (const lane of LANES) {
      const outcome = await measure(lane);
      rows.push(...laneRows(lane, outcome, byDefault));
    }
    return rows;
  } finally {
    await lab.close();
  }
}

/** Brightness per cell of each frame that there is to send. */
type Frames = readonly (readonly number[])[];

function readClip(page: Page): Promise<Frames> {
  return page.evaluate(
    async ({ source, cols, rows, count }) => {
      const camera = await window.lab.camera(source);
      return window.lab.readBrightness(camera, cols, rows, count);
    },
    { source: SOURCE, cols: COLS, rows: ROWS, count: CLIP_FRAMES },
  );
}

async function measureLane(page: Page, lane: Lane, sent: Frames): Promise<Outcome> {
  const { codec, bandwidth } = lane;
  const view = { cols: COLS, rows: ROWS, wantsPixels: false };
  const options = {
    codec,
    wishes: bandwidth === null ? null : { view, bandwidth },
    source: SOURCE,
    cols: COLS,
    rows: ROWS,
    frames: { warmUp: WARM_UP_FRAMES, measured: MEASURED_FRAMES },
    comparedFrames: COMPARED_FRAMES,
  };
  const measured = await page.evaluate(async (options) => {
    const { lab } = window;
    const { cols, rows, frames } = options;
    lab.allowCodecs(options.codec);
    const camera = await lab.camera(options.source);
    const [caller, callee] = await lab.pair({ audio: null, video: camera }, lab.NOTHING);
    const samples = lab.keepSending(caller, camera, options.wishes);
    const received = callee.received.video!;
    await lab.framesPass(received, frames.warmUp);
    const from = samples.length;
    await lab.framesPass(received, frames.measured);
    const stats = samples.slice(from);
    const arrived = await lab.readBrightness(received, cols, rows, options.comparedFrames);
    return { arrived, stats };
  }, options);
  const { stats, arrived } = measured;
  const last = stats[stats.length - 1];
  if (last.sentCodec !== codec) throw new Error(`sent ${last.sentCodec}, not ${codec}`);
  return {
    kbps: mean(stats.map(({ sentKbps }) => sentKbps)),
    encodeMs: mean(stats.map(({ encodeMs }) => encodeMs ?? Number.NaN)),
    fps: mean(stats.map(({ sentFps }) => sentFps)),
    sizePx: `${last.sentWidthPx}x${last.sentHeightPx}`,
    correlation: Math.min(...arrived.map((frame) => best(sent, (of) => pearson(of, frame)))),
    psnrDb: Math.min(...arrived.map((frame) => best(sent, (of) => psnrDb(of, frame)))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the frames that were sent, the one that arrived is the most similar. */
function best(sent: Frames, likeness: (frame: readonly number[]) => number): number {
  return Math.max(...sent.map(likeness));
}

function psnrDb(a: readonly number[], b: readonly number[]): number {
  const squares = a.reduce((sum, value, index) => sum + (value - b[index]) ** 2, 0);
  return 10 * Math.log10((255 * 255 * a.length) / squares);
}

function laneRows(lane: Lane, outcome: Outcome, byDefault?: Outcome): BandwidthBenchRow[] {
  const what = `${lane.codec} ${lane.what}`;
  const row = (
    of: string,
    value: number,
    unit: BandwidthBenchRow['unit'],
    note?: string,
  ): BandwidthBenchRow => ({
    what: `${what}: ${of}`,
    grid: GRID,
    value,
    unit,
    ...(note !== undefined && { note }),
  });
  const rows = [
    row('sent', outcome.kbps, 'kbit/s', outcome.sizePx),
    row('frames sent', outcome.fps, 'fps'),
    row('encoding', outcome.encodeMs, 'ms/frame'),
    row('brightness of cells, received and sent', outcome.correlation, 'r', 'worst frame'),
    row('the same', outcome.psnrDb, 'dB', 'worst frame'),
  ];
  if (!byDefault) return rows;
  return [...rows, row('than by default', byDefault.kbps / outcome.kbps, 'x less')];
}
