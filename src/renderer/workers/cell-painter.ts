import { type AsciiEngine, createAsciiEngine } from '../../shared/ascii/engine';
import { fitGrid, type GridSize } from '../../shared/ascii/fit-grid';
import { createRaster, type Raster } from '../../shared/ascii/raster';
import type { SizedFrame } from './frame-copier';
import { measureGlyphs } from './measure-glyphs';
import type {
  PictureGeometry,
  PictureLayout,
  PictureSettings,
  PictureSnapshot,
} from './picture-messages';

/** What is fixed as long as one engine lives. */
interface Stage extends PictureLayout {
  readonly fontSizePx: number;
  readonly engine: AsciiEngine;
  readonly image: ImageData;
  readonly style: PictureSettings['style'];
  readonly mirror: boolean;
}

/** Draws frames as cells on a canvas. Everything is rebuilt when what it depends on changes. */
export class CellPainter {
  private readonly context: OffscreenCanvasRenderingContext2D;
  private stage: Stage | null = null;
  private raster: { readonly raster: Raster; readonly key: string } | null = null;
  private shown: PictureSnapshot | null = null;

  constructor(
    private readonly canvas: OffscreenCanvas,
    private readonly fontFamily: string,
    private readonly handleLayout: (layout: PictureLayout) => void,
  ) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives workers no 2D canvas');
    this.context = context;
  }

  /** What is on the canvas; null before the first paint. Its cells are valid until the next one. */
  get picture(): PictureSnapshot | null {
    return this.shown;
  }

  /**
   * Paints `frame`. A canvas that is resized is repainted in the same task, so that the screen
   * never shows it empty.
   */
  paint(frame: SizedFrame, settings: PictureSettings, geometry: PictureGeometry): void {
    const aspect = frame.displayWidth / frame.displayHeight;
    const grid = fitGrid({ ...geometry, aspect });
    const isNew = !this.stage || !isCurrent(this.stage, grid, settings, geometry);
    const stage = isNew ? this.build(grid, settings, geometry) : this.stage;
    if (!stage) return;
    const raster = this.rasterFor(geometry);
    const cells = stage.engine.draw(frame.pixels);
    const { firstRow, lastRow } = raster.paint(cells, stage.image.data, isNew);
    this.shown = { cells, style: stage.style };
    this.put(stage, firstRow, lastRow);
    if (isNew) this.announce(stage);
  }

  /** Forgets the picture; the canvas keeps its pixels until the next paint. */
  clear(): void {
    this.stage?.engine.dispose();
    this.stage = null;
    this.shown = null;
  }

  private build(grid: GridSize, settings: PictureSettings, geometry: PictureGeometry): Stage {
    this.stage?.engine.dispose();
    const { cellWidthPx, cellHeightPx, fontSizePx } = geometry;
    const { style, mirror } = settings;
    const image = new ImageData(grid.cols * cellWidthPx, grid.rows * cellHeightPx);
    const engine = createAsciiEngine({ ...grid, style, mirror });
    this.stage = { ...grid, cellWidthPx, cellHeightPx, fontSizePx, style, mirror, image, engine };
    if (this.canvas.width !== image.width) this.canvas.width = image.width;
    if (this.canvas.height !== image.height) this.canvas.height = image.height;
    return this.stage;
  }

  private rasterFor(geometry: PictureGeometry): Raster {
    const { cellWidthPx, cellHeightPx, fontSizePx } = geometry;
    const key = `${cellWidthPx}x${cellHeightPx}@${fontSizePx}`;
    if (this.raster?.key === key) return this.raster.raster;
    const atlas = measureGlyphs(this.fontFamily, geometry);
    const raster = createRaster({ cellWidthPx, cellHeightPx, atlas });
    this.raster = { raster, key };
    return raster;
  }

  private put({ image, cellHeightPx }: Stage, firstRow: number, lastRow: number): void {
    if (firstRow > lastRow) return;
    const top = firstRow * cellHeightPx;
    const height = (lastRow - firstRow + 1) * cellHeightPx;
    this.context.putImageData(image, 0, 0, 0, top, image.width, height);
  }

  private announce({ cols, rows, cellWidthPx, cellHeightPx }: Stage): void {
    this.handleLayout({ cols, rows, cellWidthPx, cellHeightPx });
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
    stage.style === settings.style &&
    stage.mirror === settings.mirror
  );
}
