import type { Page } from 'playwright-core';
import type { HarnessServer } from '../../e2e/picture/picture-page';
import { openBench } from './bench-page';
import { figuresOf, type LaneFigures, medianFigures } from './lane-figures';
import { type Grid, runLayer, runWriting } from './lanes';
import { median } from './median';
import { atLeast, atMost, type PainterBar } from './painter-bar';

const ROUNDS = 3;

interface GridAsk extends Grid {
  readonly minFps: number;
  /** Whether every frame must be painted. */
  readonly isComplete: boolean;
}

const GRIDS: readonly GridAsk[] = [
  { cols: 160, rows: 48, minFps: 29, isComplete: true },
  { cols: 240, rows: 72, minFps: 27, isComplete: false },
];

/** Both ways to paint, in turn, in rounds. */
interface Rounds {
  readonly layer: readonly LaneFigures[];
  readonly writing: readonly LaneFigures[];
}

/** A live call in one page, painted in turn by the layer and through the terminal. */
export async function runCallBars(server: HarnessServer): Promise<PainterBar[]> {
  const opened = await openBench(server);
  const { page } = opened;
  try {
    await page.evaluate(() => window.bench.start());
    const bars: PainterBar[] = [];
    for (const grid of GRIDS) bars.push(...barsOf(grid, await runRounds(page, grid)));
    return bars;
  } finally {
    await opened.close();
  }
}

async function runRounds(page: Page, grid: Grid): Promise<Rounds> {
  const layer: LaneFigures[] = [];
  const writing: LaneFigures[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    layer.push(figuresOf(await runLayer(page, grid)));
    writing.push(figuresOf(await runWriting(page, grid)));
  }
  return { layer, writing };
}

function barsOf(ask: GridAsk, rounds: Rounds): PainterBar[] {
  const layer = medianFigures(rounds.layer);
  const writing = medianFigures(rounds.writing);
  const grid = `${ask.cols}x${ask.rows}`;
  const idOf = (name: string): string => `${name}.${ask.cols}`;
  const against = (key: keyof LaneFigures): string =>
    `${layer[key].toPrecision(3)} against ${writing[key].toPrecision(3)}`;
  const bars = [
    atMost(0.05, {
      id: idOf('P1'),
      what: `main thread per frame, layer to write path, ${grid}`,
      value: ratioOf(rounds, 'mainMs'),
      unit: 'ratio',
      note: `${against('mainMs')} ms`,
    }),
    atLeast(ask.minFps, {
      id: idOf('P2'),
      what: `painted, ${grid}`,
      value: layer.fps,
      unit: 'fps',
    }),
    atLeast(5, {
      id: idOf('P3'),
      what: `painted, layer to write path, ${grid}`,
      value: ratioOf(rounds, 'fps'),
      unit: 'ratio',
      note: `${against('fps')} fps`,
    }),
    atMost(1 / 8, {
      id: idOf('L1'),
      what: `captured to painted, layer to write path, ${grid}`,
      value: ratioOf(rounds, 'latencyMs'),
      unit: 'ratio',
      note: `${against('latencyMs')} ms`,
    }),
    atMost(1 / 16, {
      id: idOf('L2'),
      what: `decoded to painted, p95, layer to write path, ${grid}`,
      value: ratioOf(rounds, 'inHandP95Ms'),
      unit: 'ratio',
      note: `${against('inHandP95Ms')} ms`,
    }),
  ] satisfies PainterBar[];
  const what = `decoded, not painted, ${grid}`;
  const dropped = { id: idOf('P4'), what, value: layer.dropped, unit: 'frames' } as const;
  return ask.isComplete ? [...bars, atMost(0, dropped)] : bars;
}

/** Of each round's two, one after the other on the same machine; then the median. */
function ratioOf({ layer, writing }: Rounds, key: keyof LaneFigures): number {
  return median(layer.map((figures, round) => figures[key] / writing[round][key]));
}
