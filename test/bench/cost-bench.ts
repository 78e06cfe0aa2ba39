import {
  atMost,
  type BenchBar,
  type BenchRow,
  type BenchSection,
  median,
  skipped,
} from './bench-bar';
import {
  createFrameRound,
  type FrameLane,
  type FrameRound,
  laneOf,
  medianLanes,
} from './frame-bench';
import { eachPeerClip } from './peer-clips';
import type { PeerFiles } from './peer-files';
import {
  chafaMsPerFrame,
  hasPeer,
  mpvMsPerFrame,
  PEER_COLS,
  PEER_ROWS,
  type PeerCommand,
  timgDrawMsPerFrame,
  timgMsPerFrame,
} from './peers';

const ROUNDS = 3;
const GRID = `${PEER_COLS}x${PEER_ROWS}`;
const GRIDS = [GRID, '240x72'];
const MAX_WASM_SHARE = 1 / 5;

interface PeerLane {
  readonly id: string;
  readonly peer: PeerCommand;
  readonly mode: string;
  /** Our time as a share of theirs, at the most; null where the figure is only told. */
  readonly ask: number | null;
  msPerFrame(files: PeerFiles): Promise<number>;
}

const LANES: readonly PeerLane[] = [
  { id: 'E1', peer: 'chafa', mode: 'ascii fg+bg', ask: 1 / 100, msPerFrame: chafaMsPerFrame },
  { id: 'E3', peer: 'mpv', mode: 'tct', ask: 1 / 8, msPerFrame: mpvMsPerFrame },
  { id: 'E4', peer: 'timg', mode: 'half, a whole run', ask: 1 / 8, msPerFrame: timgMsPerFrame },
  {
    id: 'E4.draw',
    peer: 'timg',
    mode: 'half, less its start',
    ask: null,
    msPerFrame: timgDrawMsPerFrame,
  },
];

/** What the medians of all rounds over a clip are. */
interface ClipCosts {
  readonly clip: string;
  readonly ours: readonly FrameLane[];
  readonly theirs: ReadonlyMap<PeerLane, number>;
}

/**
 * Processor time from frames to full ANSI: both twins, and other programs that draw with
 * characters, those that are installed, on the same clips. All take turns in each round.
 */
export async function runCostBench(): Promise<BenchSection> {
  const round = await createFrameRound();
  const costs = await eachPeerClip(({ clip, files }) => measureCosts(clip.name, files, round));
  const bars = LANES.flatMap((lane) => (lane.ask === null ? [] : [costBar(lane, lane.ask, costs)]));
  return { rows: costs.flatMap(costRows), bars: [...bars, twinBar(costs)] };
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
    ours: medianLanes(ours),
    theirs: new Map(lanes.map((lane, index) => [lane, median(theirs[index])])),
  };
}

function costRows({ clip, ours, theirs }: ClipCosts): BenchRow[] {
  const row = (what: string, grid: string, value: number, note?: string): BenchRow => ({
    what: `${clip}: ${what}`,
    grid,
    value,
    unit: 'ms CPU',
    ...(note !== undefined && { note }),
  });
  const twins = ours.flatMap(({ twin, grid, drawMs, wholeMs, bytes }) => [
    row(`duotone, ${twin}`, grid, drawMs),
    row(`duotone with full ANSI, ${twin}`, grid, wholeMs, `${(bytes / 1000).toFixed(0)} kB`),
  ]);
  return [...twins, ...[...theirs].map(([{ peer, mode }, ms]) => row(`${peer} ${mode}`, GRID, ms))];
}

function costBar(lane: PeerLane, ask: number, costs: readonly ClipCosts[]): BenchBar {
  const { id, peer, mode } = lane;
  const name = { id, what: `duotone, full ANSI: CPU against ${peer} ${mode}`, unit: 'ratio' };
  const measured = costs.flatMap(({ clip, ours, theirs }) => {
    const ms = theirs.get(lane);
    if (ms === undefined) return [];
    const { wholeMs } = laneOf(ours, 'WebAssembly', GRID);
    return [{ value: wholeMs / ms, note: `1/${(ms / wholeMs).toFixed(1)}, ${clip}` }];
  });
  if (measured.length === 0) return skipped(`<= ${ask}`, name, `${peer} is not installed`);
  return atMost(ask, name, measured);
}

function twinBar(costs: readonly ClipCosts[]): BenchBar {
  const name = { id: 'E5', what: 'WebAssembly, full ANSI: CPU against TypeScript', unit: 'ratio' };
  const measured = costs.flatMap(({ clip, ours }) =>
    GRIDS.map((grid) => {
      const wasm = laneOf(ours, 'WebAssembly', grid).wholeMs;
      const plain = laneOf(ours, 'TypeScript', grid).wholeMs;
      return { value: wasm / plain, note: `1/${(plain / wasm).toFixed(1)} at ${grid}, ${clip}` };
    }),
  );
  return atMost(MAX_WASM_SHARE, name, measured);
}
