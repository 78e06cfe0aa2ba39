import { type CellGrid } from '../../src/shared/ascii/cells';
import { PLAIN_LOOK } from '../../src/shared/ascii/picture-look';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { createStages } from '../../src/shared/ascii/stages';
import { STYLE_NAMES, type StyleName } from '../../src/shared/ascii/styles';
import { psnr } from '../helpers/image-metrics';
import { withSensorNoise } from '../helpers/sensor-noise';
import { atLeast, atMost, type BenchRow, type BenchSection } from './bench-bar';
import { headClip } from './bench-clips';

const [COLS, ROWS] = [160, 48];
const GRID = `${COLS}x${ROWS}`;
const SIGMA = 3;
const FRAMES = 60;
const MAX_CHANGED_PERCENT = 1;
const MIN_HELD_DB = 40;

interface Flicker {
  /** Of all cells, mean of the frames after the first. */
  readonly changedGlyphsPercent: number;
  readonly dirtyCellsPercent: number;
  /** Luma samples that are drawn, against those that came in; mean squared error over all frames. */
  readonly heldDb: number;
}

/**
 * The head clip's first picture, standing still under sensor noise: how many glyphs change from frame
 * to frame, and how far what is drawn is from what came in. The latter also while the head nods.
 */
export function runFlickerBench(): BenchSection {
  const head = headClip().frames;
  const noisy = (frames: readonly I420Frame[]): I420Frame[] =>
    frames.map((frame, index) => withSensorNoise(frame, SIGMA, index));
  const still = noisy(new Array<I420Frame>(FRAMES).fill(head[0]));
  const moving = noisy(head);
  const rows: BenchRow[] = [];
  const results = new Map<StyleName, Flicker>();
  for (const style of STYLE_NAMES) {
    const flicker = measure(style, still);
    results.set(style, flicker);
    const note = `${flicker.dirtyCellsPercent.toFixed(2)} % of cells`;
    rows.push(
      row(
        `still, noise ${SIGMA}: ${style}, glyphs changed`,
        flicker.changedGlyphsPercent,
        '%',
        note,
      ),
    );
  }
  const duotone = measure('duotone', moving);
  const heldDb = results.get('duotone')?.heldDb ?? Number.NaN;
  rows.push(row(`still, noise ${SIGMA}: held picture`, heldDb, 'dB'));
  rows.push(row(`nodding, noise ${SIGMA}: held picture`, duotone.heldDb, 'dB'));
  const changed = results.get('duotone')?.changedGlyphsPercent ?? Number.NaN;
  const name = { id: 'F1', what: 'duotone: glyphs changing per frame, still and noisy', unit: '%' };
  const held = { id: 'F1', what: 'duotone: held picture while they are', unit: 'dB' };
  return {
    rows,
    bars: [
      atMost(name, MAX_CHANGED_PERCENT, [{ name: 'head, still', value: changed }]),
      atLeast(held, MIN_HELD_DB, [
        { name: 'head, still', value: heldDb },
        { name: 'head, nodding', value: duotone.heldDb },
      ]),
    ],
  };
}

function row(what: string, value: number, unit: string, note?: string): BenchRow {
  return { what, grid: GRID, value, unit, ...(note !== undefined && { note }) };
}

function measure(style: StyleName, frames: readonly I420Frame[]): Flicker {
  const stages = createStages({
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
    changedGlyphsPercent: (100 * glyphs) / compared,
    dirtyCellsPercent: (100 * dirty) / compared,
    heldDb: psnr(live, drawn),
  };
}

function changedGlyphs({ glyphs }: CellGrid, before: Uint16Array): number {
  return glyphs.reduce((sum, glyph, cell) => sum + (glyph === before[cell] ? 0 : 1), 0);
}
