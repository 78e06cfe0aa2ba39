import type { CellGrid } from '../../shared/ascii/cells';
import { MAX_DENSITY, type PicturePlace } from '../../shared/ipc/attached-terminal';
import { MAX_STREAM_CELLS } from '../../shared/ipc/cell-stream';
import type { Area } from '../screen/screen-layout';
import { DELETE_KITTY_IMAGES, kittyImage } from './kitty-image';
import type { Graphics } from './graphics';
import type { PixelPace } from './pixel-pace';
import { cutImage } from './pixel-image';
import { sixelImage } from './sixel-image';

/** Fine cells for a cell of the terminal, across and down; with two pixels each. */
const USUAL_DENSITY = 4;

/** What is to be written of the pictures. */
export interface PixelFrame {
  /** All cells have to be drawn again: what is under them goes no other way. */
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

  constructor(
    private readonly graphics: Graphics,
    private readonly pace: PixelPace,
  ) {}

  /** For a stage of so many cells. */
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

  /** Nothing is on the terminal any more. */
  reset(): void {
    this.shown = [];
    this.isNew = true;
  }

  /**
   * What is to be drawn now.
   *
   * @param isCovered Something else is to be seen where pictures would be.
   */
  frame(stage: Area, isCovered: boolean, nowMs: number): PixelFrame {
    const places = isCovered || this.layer === null ? [] : this.placesIn(stage);
    const hasMoved = JSON.stringify(places) !== JSON.stringify(this.shown);
    if (!hasMoved && (!this.isNew || !this.pace.isDue(nowMs))) return { isAnew: false, text: '' };
    const beginMs = performance.now();
    const { layer, graphics } = this;
    const isKitty = graphics.kind === 'kitty';
    let text = hasMoved && this.shown.length > 0 && isKitty ? DELETE_KITTY_IMAGES : '';
    const isAnew = hasMoved && this.shown.length > 0 && !isKitty;
    for (const [index, place] of places.entries())
      if (layer !== null) text += this.draw(layer, place, stage, index + 1);
    this.shown = places;
    this.isNew = false;
    this.pace.spend(text.length, nowMs, performance.now() - beginMs);
    return { isAnew, text };
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
    return sixelImage(image, place, graphics.cell);
  }
}
