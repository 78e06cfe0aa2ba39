import type { CellGrid } from '../../shared/ascii/cells';
import { cropFrame } from '../../shared/ascii/crop-frame';
import { type AsciiEngine, createAsciiEngine } from '../../shared/ascii/engine';
import { fitCells } from '../../shared/ascii/fit-cells';
import { fitGrid, type GridSize } from '../../shared/ascii/fit-grid';
import type { GlyphAtlas } from '../../shared/ascii/glyph-atlas';
import { isSameLook, type PictureLook } from '../../shared/ascii/picture-look';
import type { Disposable } from '../../shared/base/lifecycle';
import type { CellPainter, PainterKind, PaintTarget } from './cell-painter';
import { choosePainter, type PainterWish } from './choose-painter';
import { createEngineExports } from './engine-module';
import type { SizedFrame } from './frame-copier';
import { atlasOf, type GlyphSize } from './measure-glyphs';
import type {
  PictureGeometry,
  PictureLayout,
  PictureSettings,
  PictureSnapshot,
} from './picture-messages';

/** A grid as it is on the canvas. */
type Placed = Omit<PictureLayout, 'aspect' | 'room'>;

/** What stays the same as long as one engine is in use. */
interface Stage extends Placed {
  readonly aspect: number;
  readonly fontSizePx: number;
  readonly engine: AsciiEngine;
  readonly atlas: GlyphAtlas;
  readonly look: PictureLook;
  readonly mirror: boolean;
}

/** Draws frames as cells on a canvas. Everything is rebuilt when what it depends on changes. */
export class FramePainter implements Disposable {
  private readonly target: PaintTarget;
  private painter: CellPainter;
  private stage: Stage | null = null;
  private atlas: GlyphAtlas | null = null;
  private shown: PictureSnapshot | null = null;
  /** Of the last frame. */
  private aspect: number | null = null;
  /** What cells that were sent are painted in: they have no engine here. */
  private sentLayout = '';

  constructor(
    private readonly canvas: OffscreenCanvas,
    private readonly fontFamily: string,
    wish: PainterWish,
    private readonly handleLayout: (layout: PictureLayout) => void,
  ) {
    const target = canvas.getContext('2d');
    if (!target) throw new Error('This browser gives workers no 2D canvas');
    this.target = target;
    this.painter = choosePainter(wish, () => {
      this.goOnWithoutWebgl();
    });
    // A canvas whose own memory was lost comes back empty.
    canvas.addEventListener('contextrestored', () => {
      this.repaint();
    });
  }

  /** What is on the canvas; null before the first paint. Its cells are valid until the next one. */
  get picture(): PictureSnapshot | null {
    return this.shown;
  }

  get painterKind(): PainterKind {
    return this.painter.kind;
  }

  /**
   * Paints `frame`. A canvas that is resized is repainted in the same task, so that the screen
   * never shows it empty.
   */
  paint(frame: SizedFrame, settings: PictureSettings, geometry: PictureGeometry): void {
    const aspect = frame.displayWidth / frame.displayHeight;
    const grid = fitGrid({ ...geometry, aspect });
    const isNew = !this.stage || !isCurrent(this.stage, grid, settings, geometry);
    const stage = isNew ? this.build(grid, aspect, settings, geometry) : this.stage;
    if (!stage) return;
    const cells = stage.engine.draw(
      settings.crop ? cropFrame(frame.pixels, settings.crop) : frame.pixels,
    );
    this.shown = { cells, style: stage.look.style };
    this.painter.paint(this.target, cells, stage.atlas, isNew);
    if (isNew) this.announce(stage, aspect, grid);
  }

  /** Paints cells that were drawn elsewhere, as large as fits. */
  paintCells(cells: CellGrid, { look }: PictureSettings, geometry: PictureGeometry): void {
    this.dropStage();
    const { cols, rows } = cells;
    const cell = fitCells(cells, geometry);
    const { cellWidthPx, cellHeightPx } = cell;
    const atlas = this.atlasFor(cell, '');
    const key = JSON.stringify([cols, rows, cell, geometry]);
    const isNew = key !== this.sentLayout;
    this.sentLayout = key;
    this.resize(cols * cellWidthPx, rows * cellHeightPx);
    this.shown = { cells, style: look.style };
    this.painter.paint(this.target, cells, atlas, true);
    // Of the video, where there was any: that of whole cells is a little off, and not to be passed
    // on.
    const aspect = this.aspect ?? (cols * cellWidthPx) / (rows * cellHeightPx);
    if (isNew) this.announce({ cols, rows, ...cell }, aspect, fitGrid({ ...geometry, aspect }));
  }

  /** Forgets the picture; the canvas keeps its pixels until the next paint. */
  clear(): void {
    this.dropStage();
    this.sentLayout = '';
    this.aspect = null;
    this.shown = null;
  }

  dispose(): void {
    this.clear();
    this.painter.dispose();
  }

  private dropStage(): void {
    this.stage?.engine.dispose();
    this.stage = null;
  }

  /** The canvas still shows the picture; from here on the raster paints it. */
  private goOnWithoutWebgl(): void {
    this.painter.dispose();
    this.painter = choosePainter('raster', () => undefined);
    this.repaint();
  }

  private repaint(): void {
    if (!this.shown || !this.atlas) return;
    this.painter.paint(this.target, this.shown.cells, this.atlas, true);
  }

  private build(
    grid: GridSize,
    aspect: number,
    settings: PictureSettings,
    geometry: PictureGeometry,
  ): Stage {
    this.dropStage();
    this.sentLayout = '';
    this.aspect = aspect;
    const { cellWidthPx, cellHeightPx, fontSizePx } = geometry;
    const { look, mirror } = settings;
    const atlas = this.atlasFor(geometry, look.ramp ?? '');
    const engine = createAsciiEngine({
      ...grid,
      style: look.style,
      look,
      mirror,
      atlas,
      wasm: createEngineExports(),
    });
    const cell = { cellWidthPx, cellHeightPx, fontSizePx };
    this.stage = { ...grid, ...cell, aspect, look, mirror, atlas, engine };
    this.resize(grid.cols * cellWidthPx, grid.rows * cellHeightPx);
    return this.stage;
  }

  private resize(width: number, height: number): void {
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }

  private atlasFor(geometry: GlyphSize, ramp: string): GlyphAtlas {
    this.atlas = atlasOf(this.fontFamily, geometry, ramp);
    return this.atlas;
  }

  private announce(placed: Placed, aspect: number, room: GridSize): void {
    const { cols, rows, cellWidthPx, cellHeightPx } = placed;
    this.handleLayout({ cols, rows, cellWidthPx, cellHeightPx, aspect, room });
  }
}

function isCurrent(
  stage: Stage,
  grid: GridSize,
  settings: PictureSettings,
  geometry: PictureGeometry,
): boolean {
  return (
    stage.cols === grid.cols &&
    stage.rows === grid.rows &&
    stage.cellWidthPx === geometry.cellWidthPx &&
    stage.cellHeightPx === geometry.cellHeightPx &&
    stage.fontSizePx === geometry.fontSizePx &&
    isSameLook(stage.look, settings.look) &&
    stage.mirror === settings.mirror
  );
}
