import type { CellGrid } from '../../src/shared/ascii/cells';
import { PLAIN_LOOK } from '../../src/shared/ascii/picture-look';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { createPipeline } from '../../src/shared/ascii/pipeline';
import { STYLE_NAMES, type StyleName } from '../../src/shared/ascii/styles';
import { psnr } from '../helpers/image-metrics';
import { withSensorNoise } from '../helpers/sensor-noise';
import { atLeast, atMost, type BenchBar, type BenchRow, type BenchSection } from './bench-bar';
import { headClip } from './bench-clips';

const [COLS, ROWS] = [160, 48];
const GRID = `${COLS}x${ROWS}`;
const SIGMA_LEVELS = 3;
const MAX_CHANGED_PERCENT = 1;
const MIN_HELD_DB = 40;

interface Flicker {
  /** Of all cells, mean of the frames after the first. */
  readonly glyphsPercent: number;
  readonly cellsPercent: number;
  /** Luma samples that are drawn against those that came in, all frames as one. */
  readonly heldDb: number;
}

/**
 * The first picture of the head clip, standing still under sensor noise: how many glyphs change
 * from frame to frame, and how far what is drawn is from what came in. The latter also while the
 * head nods, as a gate that is shut would flicker least of all.
 */
export function runFlickerBench(): BenchSection {
  const head = headClip().frames;
  const noisy = (frames: readonly I420Frame[]): I420Frame[] =>
    frames.map((frame, index) => withSensorNoise(frame, SIGMA_LEVELS, index));
  const still = noisy(head.map(() => head[0]));
  const flickers = new Map(STYLE_NAMES.map((style) => [style, measure(style, still)]));
  const nodding = measure('duotone', noisy(head));
  const rows = [...flickers].map(([style, { glyphsPercent, cellsPercent }]): BenchRow => ({
    what: `glyphs changed, still and noisy: ${style}`,
    grid: GRID,
    value: glyphsPercent,
    unit: '%',
    note: `cells that changed at all: ${cellsPercent.toFixed(2)} %`,
  }));
  const duotone = flickers.get('duotone');
  return { rows, bars: duotone ? toBars(duotone, nodding) : [] };
}

function toBars(still: Flicker, nodding: Flicker): BenchBar[] {
  const changed = { value: still.glyphsPercent, note: 'head, still, noise of 3 levels' };
  const held = [
    { value: still.heldDb, note: 'head, still, noise of 3 levels' },
    { value: nodding.heldDb, note: 'head, nodding, noise of 3 levels' },
  ];
  return [
    atMost(
      MAX_CHANGED_PERCENT,
      { id: 'S1', what: 'duotone: glyphs changed per frame, still', unit: '%' },
      [changed],
    ),
    atLeast(
      MIN_HELD_DB,
      { id: 'S2', what: 'duotone: held picture, still and nodding', unit: 'dB' },
      held,
    ),
  ];
}

function measure(style: StyleName, frames: readonly I420Frame[]): Flicker {
  const stages = createPipeline({
    cols: COLS,
    rows: ROWS,
    look: { ...PLAIN_LOOK, style },
    atlas: undefined,
    mirror: false,
  });
  const { sampler, gate, kernel, cells } = stages;
  let before = new Uint16Array(cells.glyphs.length);
  let [glyphs, dirty] = [0, 0];
  const [live, drawn]: Float32Array[][] = [[], []];
  frames.forEach((frame, index) => {
    const fresh = sampler.sample(frame);
    const held = gate.pass(fresh);
    cells.dirty.fill(0);
    kernel(held, gate.opened, cells);
    live.push(Float32Array.from(fresh.luma));
    drawn.push(Float32Array.from(held.luma));
    if (index > 0) {
      glyphs += changedGlyphs(cells, before);
      dirty += cells.dirty.reduce((sum, flag) => sum + flag, 0);
    }
    before = cells.glyphs.slice();
  });
  const compared = (frames.length - 1) * before.length;
  return {
    glyphsPercent: (100 * glyphs) / compared,
    cellsPercent: (100 * dirty) / compared,
    heldDb: psnr(live, drawn),
  };
}

function changedGlyphs({ glyphs }: CellGrid, before: Uint16Array): number {
  return glyphs.reduce((sum, glyph, cell) => sum + (glyph === before[cell] ? 0 : 1), 0);
}
