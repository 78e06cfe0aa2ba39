import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureFontAtlas } from '../helpers/font-atlas';
import {
  atMost,
  type BenchBar,
  type BenchRow,
  type BenchSection,
  median,
  skipped,
} from './bench-bar';
import { headClip, shippedClips } from './bench-clips';
import {
  createFrameRound,
  type FrameLane,
  type FrameRound,
  laneOf,
  medianLanes,
} from './frame-bench';
import { type PeerFiles, writePeerFiles } from './peer-files';
import {
  chafaMsPerFrame,
  hasPeer,
  mpvMsPerFrame,
  PEER_COLS,
  PEER_ROWS,
  type PeerCommand,
  timgMsPerFrame,
} from './peers';
import { compareQuality, type QualityPair } from './quality-bench';
import { qualityBars, qualityRows } from './quality-bars';

const ROUNDS = 3;
const GRID = `${PEER_COLS}x${PEER_ROWS}`;

interface PeerLane {
  readonly id: 'E1' | 'E3';
  readonly peer: PeerCommand;
  readonly mode: string;
  /** Our time as a share of theirs, at the most. */
  readonly ask: number;
  msPerFrame(files: PeerFiles): Promise<number>;
}

const LANES: readonly PeerLane[] = [
  { id: 'E1', peer: 'chafa', mode: 'ascii fg+bg', ask: 1 / 100, msPerFrame: chafaMsPerFrame },
  { id: 'E3', peer: 'mpv', mode: 'tct', ask: 1 / 8, msPerFrame: mpvMsPerFrame },
  { id: 'E3', peer: 'timg', mode: 'half', ask: 1 / 8, msPerFrame: timgMsPerFrame },
];

/** What the medians of all rounds over a clip are. */
interface ClipCosts {
  readonly clip: string;
  readonly ours: FrameLane;
  readonly theirs: ReadonlyMap<PeerLane, number>;
}

/**
 * Processor time and likeness of the picture against other programs that draw with characters, those
 * that are installed, on the same clips: all take turns in each round.
 */
export async function runPeerBench(): Promise<BenchSection> {
  const folder = await mkdtemp(join(tmpdir(), 'peer-bench-'));
  try {
    const clips = [headClip(), ...(await shippedClips())];
    const round = await createFrameRound();
    const atlas = await measureFontAtlas();
    const costs: ClipCosts[] = [];
    const pairs: QualityPair[] = [];
    for (const clip of clips) {
      const files = await writePeerFiles(clip, folder);
      costs.push(await measureCosts(clip.name, files, round));
      pairs.push(...(await compareQuality(clip, files, atlas)));
    }
    return {
      rows: [...costs.flatMap(costRows), ...qualityRows(pairs)],
      bars: [...LANES.map((lane) => costBar(lane, costs)), ...qualityBars(pairs)],
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureCosts(clip: string, files: PeerFiles, round: FrameRound): Promise<ClipCosts> {
  const lanes = LANES.filter(({ peer }) => hasPeer(peer));
  const ours: FrameLane[][] = [];
  const theirs = lanes.map((): number[] => []);
  for (let count = 0; count < ROUNDS; count++) {
    ours.push(await round(files.clip));
    for (const [index, lane] of lanes.entries()) theirs[index].push(await lane.msPerFrame(files));
  }
  return {
    clip,
    ours: laneOf(medianLanes(ours), 'WebAssembly', GRID),
    theirs: new Map(lanes.map((lane, index) => [lane, median(theirs[index])])),
  };
}

function costRows({ clip, ours, theirs }: ClipCosts): BenchRow[] {
  const row = (what: string, value: number): BenchRow => ({
    what: `${clip}: ${what}, processor time a frame`,
    grid: GRID,
    value,
    unit: 'ms',
  });
  const peers = [...theirs].map(([{ peer, mode }, ms]) => row(`${peer} ${mode}`, ms));
  return [row('duotone with full ANSI', ours.wholeMs), ...peers];
}

function costBar(lane: PeerLane, costs: readonly ClipCosts[]): BenchBar {
  const { id, peer, mode, ask } = lane;
  const name = { id, what: `duotone, full ANSI: CPU against ${peer} ${mode}`, unit: 'ratio' };
  const measured = costs.flatMap(({ clip, ours, theirs }) => {
    const ms = theirs.get(lane);
    if (ms === undefined) return [];
    return [{ value: ours.wholeMs / ms, note: `1/${(ms / ours.wholeMs).toFixed(1)}, ${clip}` }];
  });
  if (measured.length === 0) return skipped(`<= ${ask}`, name, `${peer} is not installed`);
  return atMost(ask, name, measured);
}
