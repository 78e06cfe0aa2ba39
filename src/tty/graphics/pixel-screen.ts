import type { CellGrid } from '../../shared/ascii/cells';
import { MAX_DENSITY, type PicturePlace } from '../../shared/ipc/attached-terminal';
import { MAX_STREAM_CELLS } from '../../shared/ipc/cell-stream';
import type { Area } from '../screen/screen-layout';
import { ASK_READY } from '../terminal/terminal-modes';
import { DELETE_KITTY_IMAGES, kittyImage } from './kitty-image';
import type { Graphics } from './graphics';
import type { PixelPace } from './pixel-pace';
import { cutImage } from './pixel-image';
import type { SixelCells } from './sixel-cells';
import { sixelImage } from './sixel-image';

/** Fine cells for a cell of the terminal, across and down; with two pixels each. */
const USUAL_DENSITY = 4;

/** What is to be written of the pictures. */
export interface PixelFrame {
  /** All cells have to be drawn again, as nothing else takes sixel images away. */
  readonly isAnew: boolean;
  readonly text: string;
}

/** The pictures of a terminal that shows real pixels. */
export class PixelScreen {
  private layer: CellGrid | null = null;
  private density = USUAL_DENSITY;
  private places: readonly PicturePlace[] = [];
  /** Those that are on the terminal, as cells of the screen. */
  private shown: readonly Area[] = [];
  /** There is something new to be seen. */
  private isNew = false;
  private isHeld = false;
  /** The terminal still has images that are shown nowhere any more. */
  private isStale = false;
  private graphics: Graphics;

  constructor(
    graphics: Graphics,
    private readonly pace: PixelPace,
  ) {
    this.graphics = graphics;
  }

  /** Fine cells for a cell, along each axis, on a stage of so many cells. */
  densityFor(cols: number, rows: number): number {
    const most = Math.floor(Math.sqrt(MAX_STREAM_CELLS / (cols * rows)));
    this.density = Math.max(1, Math.min(USUAL_DENSITY, MAX_DENSITY, most));
    return this.density;
  }

  /** `null`: there are no pictures any more. */
  setLayer(layer: CellGrid | null): void {
    this.layer = layer;
    this.isNew = true;
  }

  setPlaces(places: readonly PicturePlace[]): void {
    this.places = places;
    this.isNew = true;
  }

  /** Whether there is a picture that has had to wait. */
  get isWaiting(): boolean {
    return this.isNew;
  }

  /** The terminal was cleared: all of it is drawn again. */
  reset(): void {
    this.isStale ||= this.shown.length > 0;
    this.shown = [];
    this.isNew = true;
  }

  /** The terminal has done with all that was drawn. */
  confirm(): void {
    this.pace.confirm();
  }

  /** Draws nothing until `goOn`: how large cells are is not known. */
  hold(): void {
    this.isHeld = true;
  }

  /** @param cells `null`: as they were. */
  goOn(cells: SixelCells | null): void {
    if (cells !== null) this.graphics = { kind: 'sixel', cells };
    this.isHeld = false;
    this.isNew = true;
  }

  /**
   * What is to be drawn now.
   *
   * @param isCovered Something else is to be seen where pictures would be.
   */
  frame(stage: Area, isCovered: boolean, nowMs: number): PixelFrame {
    const isShown = !isCovered && !this.isHeld && this.layer !== null;
    const places = isShown ? this.placesIn(stage) : [];
    const hasMoved = JSON.stringify(places) !== JSON.stringify(this.shown);
    const isDue = hasMoved || this.isStale || (this.isNew && this.pace.isDue(nowMs));
    if (!isDue) return { isAnew: false, text: '' };
    const beginMs = performance.now();
    const { layer, graphics } = this;
    const hasLeft = hasMoved && this.shown.length > 0;
    const isKitty = graphics.kind === 'kitty';
    const before = isKitty && (hasLeft || this.isStale) ? DELETE_KITTY_IMAGES : '';
    let images = '';
    for (const [index, place] of places.entries())
      if (layer !== null) images += this.draw(layer, place, stage, index + 1);
    if (images !== '') {
      images += ASK_READY;
      this.pace.spend(images.length, nowMs, performance.now() - beginMs);
    }
    this.shown = places;
    this.isNew = this.isHeld;
    this.isStale = false;
    return { isAnew: hasLeft && !isKitty, text: before + images };
  }

  /** On the screen, and cut to what there is of the stage. */
  private placesIn(stage: Area): readonly Area[] {
    return this.places
      .map(({ col, row, cols, rows }) => ({
        col: stage.col + col,
        row: stage.row + row,
        cols: Math.min(cols, stage.cols - col),
        rows: Math.min(rows, stage.rows - row),
      }))
      .filter(({ cols, rows }) => cols > 0 && rows > 0);
  }

  private draw(layer: CellGrid, place: Area, stage: Area, id: number): string {
    const onStage = { ...place, col: place.col - stage.col, row: place.row - stage.row };
    const image = cutImage(layer, onStage, this.density);
    if (image.pixels.length === 0) return '';
    const { graphics } = this;
    if (graphics.kind === 'kitty') return kittyImage(image, place, id);
    return sixelImage(image, place, graphics.cells);
  }
}
