import type { CellGrid } from './cells';
import type { GlyphAtlas } from './glyph-atlas';
import { PLAIN_LOOK, type PictureLook } from './picture-look';
import type { PixelFrame } from './pixel-frame';
import type { Recolour } from './recolour';
import { createPipeline, createWasmPipeline, type Pipeline } from './pipeline';
import type { StyleName } from './styles';
import type { EngineExports } from './wasm-exports';
import type { Disposable } from '../base/lifecycle';

/** Fixed for an engine's life: a change makes a new engine. */
export interface AsciiConfig {
  /** Cells across [1 - 1000]. */
  readonly cols: number;
  /** Cells down [1 - 1000]. */
  readonly rows: number;
  readonly style: StyleName;
  /** All else that a viewer may choose. Default: PLAIN_LOOK. */
  readonly look?: Partial<Omit<PictureLook, 'style'>>;
  /** Left and right swapped, as in a mirror. Default: false. */
  readonly mirror?: boolean;
  /**
   * What will draw the cells: styles that match shapes go by its glyphs. Default: a built-in table.
   */
  readonly atlas?: GlyphAtlas;
  /**
   * Exports of an instance of the engine's WebAssembly module, for this engine alone: draws the
   * very same cells, faster. Default: plain TypeScript.
   */
  readonly wasm?: EngineExports;
  /** Told when each stage of a frame is done; for measurements only. */
  readonly probe?: StageProbe;
}

/** Adjusting and recolouring, where they are asked for, count as parts of 'style'. */
export const ENGINE_STAGES = ['sample', 'gate', 'style'] as const;
export type EngineStage = (typeof ENGINE_STAGES)[number];
export type StageProbe = (finished: EngineStage) => void;

export const MAX_GRID_CELLS_PER_SIDE = 1000;

export interface AsciiEngine extends Disposable {
  /**
   * Draws one frame, stretched over the whole grid (whoever picks `cols` and `rows` keeps the
   * aspect). Returns the same grid each time, valid until the next call; every cell of the first
   * frame is dirty.
   *
   * @throws RangeError when a plane is shorter than the frame's size says.
   */
  draw(frame: PixelFrame): CellGrid;
  /**
   * The cells of the last `draw` as `cellsToAnsi` gives them, in UTF-8; valid until the next call.
   * For whoever writes every frame: many times as fast.
   */
  ansi(): Uint8Array;
}

/**
 * Pixels to cells: sample -> gate -> adjust -> style -> recolour, each in a file of its own with
 * typed arrays between them; adjusting and recolouring are left out where nothing asks for them.
 * Nothing is allocated per frame, except when the frame's size or format changes.
 *
 * @throws RangeError when the grid is out of range.
 */
export function createAsciiEngine(config: AsciiConfig): AsciiEngine {
  checkSide(config.cols);
  checkSide(config.rows);
  return new Engine(config);
}

function checkSide(cells: number): void {
  if (!Number.isInteger(cells) || cells < 1 || cells > MAX_GRID_CELLS_PER_SIDE) {
    throw new RangeError(`A grid has 1..${MAX_GRID_CELLS_PER_SIDE} cells a side, not ${cells}`);
  }
}

class Engine implements AsciiEngine {
  private readonly pipeline: Pipeline;
  private readonly probe: StageProbe | undefined;
  private isFirst = true;

  constructor(config: AsciiConfig) {
    const { cols, rows, style, atlas, wasm } = config;
    const look = { ...PLAIN_LOOK, ...config.look, style };
    const pipelineConfig = { cols, rows, look, atlas, mirror: config.mirror ?? false };
    this.pipeline = wasm
      ? createWasmPipeline(wasm, pipelineConfig)
      : createPipeline(pipelineConfig);
    this.probe = config.probe;
  }

  draw(frame: PixelFrame): CellGrid {
    const { sampler, gate, adjuster, kernel, drawn, recolour, cells } = this.pipeline;
    const fresh = sampler.sample(frame);
    this.probe?.('sample');
    const held = gate.pass(fresh);
    this.probe?.('gate');
    adjuster?.adjust(held, gate.opened);
    drawn.dirty.fill(0);
    kernel(adjuster?.samples ?? held, adjuster?.opened ?? gate.opened, drawn);
    // A first cell may look like the empty grid and still has to be painted.
    if (this.isFirst) drawn.dirty.fill(1);
    if (recolour) this.recolour(recolour);
    this.isFirst = false;
    this.probe?.('style');
    return cells;
  }

  private recolour(recolour: Recolour): void {
    const { drawn, cells } = this.pipeline;
    cells.dirty.fill(0);
    recolour(drawn, cells);
    if (this.isFirst) cells.dirty.fill(1);
  }

  ansi(): Uint8Array {
    return this.pipeline.ansi.write();
  }

  dispose(): void {
    // Nothing outlives the garbage collector: a WebAssembly instance goes with its engine.
  }
}
