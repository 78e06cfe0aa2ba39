import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../shared/ascii/cells';
import type { PictureLook } from '../../shared/ascii/picture-look';
import { OWN_INK } from '../../shared/ascii/terminal-colour';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { PicturePlace } from '../../shared/ipc/attached-terminal';
import { drawPicture } from '../../shared/recording/draw-picture';
import { TextGlyphs } from '../../shared/recording/text-glyphs';
import { type CellRect, centredIn } from '../../shared/stage/cell-rect';
import { fitPicture } from '../../shared/stage/fit-picture';
import type { TileKey } from '../../shared/stage/tile-key';
import type { CellCamera } from '../terminal/cell-camera';
import type { TextRun } from '../terminal/terminal-surface';
import { drawRuns } from './draw-runs';
import { SELF_TILE } from './participant-tiles';
import { layoutParticipants, type ParticipantsScene } from './participants-layout';
import { PixelLayer, pixelLook } from './pixel-layer';
import { layoutPrompt } from './prompt-layout';
import type { ShownStage } from './stage-view';
import { TerminalPicture } from './terminal-picture';

export interface TerminalStagePorts {
  createCamera(track: MediaStreamTrack): CellCamera;
  /** What the window's stage shows. */
  shown(): ShownStage;
  /** A frame; the same grid each time. `false`: it shows what the one before does. */
  show(cells: CellGrid): boolean;
  /** Pictures as pixels, and where they are, for terminals that have them. As `show`. */
  showPixels(pixels: CellGrid, places: readonly PicturePlace[]): boolean;
  /** What a number among the surrogates stands for, before it is in a frame. */
  handleGlyph(number: number, text: string): void;
  /** The cells at which somebody's picture is shown; `null`: it is not. */
  handleView(key: TileKey, grid: { cols: number; rows: number } | null): void;
}

interface PlacedTile {
  readonly key: TileKey;
  readonly rect: CellRect;
  readonly isInset: boolean;
}

/** Of most terminals' fonts: width by height of a cell. */
const CELL_ASPECT = 0.5;
/** Of most cameras: until a picture says. */
const USUAL_ASPECT = 4 / 3;
/** For two processes and a socket on the way; more frames would only be older. */
const MAX_FRAMES_AHEAD = 4;
/** Pictures of several people come at any time: they are shown together. */
const FRAME_PATIENCE_MS = 8;

/**
 * The stage once more, for a terminal that is attached: the same scene, laid out for its cells,
 * with pictures drawn at them. Goes on while nobody sees the window, and shows a frame only when
 * the terminal has taken those before.
 */
export class TerminalStage implements Disposable {
  private readonly store = new DisposableStore();
  private readonly pictures = new Map<TileKey, TerminalPicture>();
  private readonly glyphs = new TextGlyphs((number, text) => {
    this.ports.handleGlyph(number, text);
  });
  private grid: CellGrid | null = null;
  private hasColours = true;
  private pixels: PixelLayer | null = null;
  private runs: readonly TextRun[] = [];
  private placed: readonly PlacedTile[] = [];
  private told = new Set<TileKey>();
  private ahead = 0;
  private isDue = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: TerminalStagePorts) {}

  /** @param density Of the pixels that pictures come as; left out: they come as text. */
  setSize(cols: number, rows: number, hasColours: boolean, density?: number): void {
    this.grid = createCellGrid(cols, rows);
    this.pixels = density === undefined ? null : new PixelLayer(cols, rows, density);
    this.hasColours = hasColours;
    this.ahead = 0;
    this.update();
  }

  /** The window's stage has changed. */
  update(): void {
    if (this.grid === null || this.store.isDisposed) return;
    this.followTracks();
    const shown = this.ports.shown();
    if (shown.scene === null) return;
    this.layout(shown, this.grid);
    for (const [key, picture] of this.pictures) this.wish(key, picture, shown);
    this.schedule();
  }

  /** The terminal has taken a frame. */
  handleTaken(): void {
    this.ahead = Math.max(0, this.ahead - 1);
    if (this.isDue) this.schedule();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const picture of this.pictures.values()) picture.dispose();
    this.pictures.clear();
    this.store.dispose();
  }

  private followTracks(): void {
    const { tracks } = this.ports.shown();
    for (const [key, picture] of this.pictures) {
      if (tracks.get(key) === picture.track) continue;
      picture.dispose();
      this.pictures.delete(key);
    }
    for (const [key, track] of tracks) {
      if (!this.pictures.has(key)) this.pictures.set(key, this.createPicture(track));
    }
  }

  private createPicture(track: MediaStreamTrack): TerminalPicture {
    let isFirst = true;
    return new TerminalPicture(track, this.ports.createCamera(track), (hasNewShape) => {
      // What stood in for it goes, and its proportions may be others than they were taken to be.
      if (isFirst || hasNewShape) this.update();
      else this.schedule();
      isFirst = false;
    });
  }

  private layout(shown: ShownStage, { cols, rows }: CellGrid): void {
    const { scene } = shown;
    if (scene === null) return;
    if (scene.kind === 'participants') {
      this.layoutPeople(scene, shown, cols, rows);
      return;
    }
    const shape = this.pictures.has(SELF_TILE)
      ? { aspect: this.aspectOf(SELF_TILE), cellAspect: CELL_ASPECT }
      : null;
    const { runs, self } = layoutPrompt(scene, cols, rows, shape);
    this.runs = runs;
    this.placed = self === null ? [] : [{ key: SELF_TILE, rect: self, isInset: false }];
    this.tellViews(new Map());
  }

  private layoutPeople(
    scene: ParticipantsScene,
    shown: ShownStage,
    cols: number,
    rows: number,
  ): void {
    const layout = layoutParticipants(scene, cols, rows, {
      cellAspect: CELL_ASPECT,
      hasPicture: (key) => this.pictures.has(key) || isShownAsCells(shown, key),
      isShowing: (key) => isShownAsCells(shown, key) || this.pictures.get(key)?.cells != null,
      aspectOf: (key) => shown.shellAspect(key, CELL_ASPECT) ?? this.aspectOf(key),
    });
    this.runs = layout.runs;
    this.placed = [...layout.pictures].map(([key, place]) => ({ key, ...place }));
    const others = [...layout.places].filter(([key]) => key !== SELF_TILE);
    this.tellViews(new Map(others));
  }

  private aspectOf(key: TileKey): number {
    return this.pictures.get(key)?.aspect ?? USUAL_ASPECT;
  }

  private wish(key: TileKey, picture: TerminalPicture, shown: ShownStage): void {
    const place = this.placed.find((each) => each.key === key);
    if (place === undefined || shown.cells.has(key)) {
      picture.setWish(null);
      return;
    }
    const mirror = shown.isMirror(key);
    const room = this.pixels?.scale(place.rect) ?? place.rect;
    const size = fitPicture(this.aspectOf(key), room, CELL_ASPECT);
    const plain = shown.lookOf(key);
    const look = this.pixels === null ? this.colourless(plain) : pixelLook(plain);
    picture.setWish({ ...size, look, mirror });
  }

  /** Without colours, shapes alone can be told apart. */
  private colourless(look: PictureLook): PictureLook {
    return this.hasColours ? look : { ...look, style: 'mono', palette: 'truecolour' };
  }

  private tellViews(places: ReadonlyMap<TileKey, CellRect>): void {
    for (const key of this.told) if (!places.has(key)) this.ports.handleView(key, null);
    for (const [key, { cols, rows }] of places)
      this.ports.handleView(key, this.pixels?.view({ cols, rows }) ?? { cols, rows });
    this.told = new Set(places.keys());
  }

  private schedule(): void {
    this.isDue = true;
    if (this.timer !== undefined || this.ahead >= MAX_FRAMES_AHEAD) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.draw();
    }, FRAME_PATIENCE_MS);
  }

  private draw(): void {
    const { grid } = this;
    if (grid === null || this.store.isDisposed) return;
    this.isDue = false;
    grid.glyphs.fill(0x20);
    grid.foreground.fill(OWN_INK);
    grid.background.fill(NO_BACKGROUND);
    drawRuns(this.runs, grid, this.glyphs);
    this.pixels?.clear();
    const shown = this.ports.shown();
    const inOrder = [...this.placed].sort((a, b) => Number(a.isInset) - Number(b.isInset));
    for (const { key, rect } of inOrder) {
      const shell = shown.shellIn(key, rect);
      const picture = shown.cells.get(key) ?? this.pictures.get(key)?.cells ?? null;
      // Letters are to be read: cell for cell, however much room there is.
      if (shell !== null) drawPicture(shell, centredIn(rect, shell), grid);
      else if (picture !== null) this.drawPicture(picture, rect, grid, shown.cells.has(key));
    }
    if (this.ports.show(grid)) this.ahead++;
    const { pixels } = this;
    if (pixels !== null && this.ports.showPixels(pixels.grid, pixels.places)) this.ahead++;
  }

  /** @param isText It came as text, and has no pixels. */
  private drawPicture(picture: CellGrid, rect: CellRect, grid: CellGrid, isText: boolean): void {
    if (this.pixels === null || isText) drawPicture(picture, rect, grid);
    else this.pixels.draw(picture, rect, grid);
  }
}

function isShownAsCells({ cells, shellAspect }: ShownStage, key: TileKey): boolean {
  return cells.has(key) || shellAspect(key, CELL_ASPECT) !== null;
}
