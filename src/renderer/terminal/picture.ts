import type { CellGrid } from '../../shared/ascii/cells';
import { textInRect } from '../../shared/ascii/cells-in-rect';
import type { FrameShare } from '../../shared/ascii/crop-frame';
import { PLAIN_LOOK, type PictureLook } from '../../shared/ascii/picture-look';
import type { StyleName } from '../../shared/ascii/styles';
import { assertNever } from '../../shared/base/assert-never';
import { Emitter, type Event } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { PainterWish } from '../workers/choose-painter';
import type {
  PictureGeometry,
  PictureLayout,
  PictureResponse,
  PictureSettings,
  PictureSnapshot,
  PictureState,
  PictureStats,
} from '../workers/picture-messages';
import { startCapture } from './capture';
import {
  type CellMetrics,
  type CellRect,
  centreGrid,
  DENSITY_STEP,
  pictureCell,
  type PixelRect,
  toPixels,
} from './cell-metrics';
import { observeZoomWheel } from './observe';
import { openInWindow } from './open-in-window';
import { createPictureCanvas, placeCanvas } from './picture-canvas';
import { PictureLink } from './picture-link';
import { PictureSelection } from './picture-selection';
import { PictureVideo, type VideoLook } from './picture-video';
import { pictureFont } from './terminal-font';
import { COLOURS } from './terminal-theme';

export type { PictureSnapshot, PictureState, PictureStats };

/** A picture's size in its own cells, which density makes smaller than the terminal's. */
export type PictureGrid = Pick<PictureLayout, 'cols' | 'rows'>;

/** How a picture looks. */
export interface PictureStyle {
  readonly style: StyleName;
  /** All else that was chosen for it. Default: PLAIN_LOOK. */
  readonly look?: Omit<PictureLook, 'style'>;
  /** Left and right swapped, as in a mirror. */
  readonly mirror: boolean;
  /** Every how many frames one is drawn; 1 = all. */
  readonly frameInterval: number;
  /** Picture cells per text cell along each axis [0.5 - 4]. */
  readonly density: number;
}

export interface PictureOptions extends PictureStyle {
  /** The picture's accessible name: "video of NAME". */
  readonly label: string;
  /** What paints; for measurements and tests. Default: 'auto', with the GPU where there is one. */
  readonly painter?: PainterWish;
}

/**
 * Video drawn as text over a rectangle of the terminal's cells. Its frames are read, drawn and
 * painted in a worker of its own; the page only says where and how.
 */
export class Picture implements Disposable {
  private readonly store = new DisposableStore();
  private readonly stateEmitter = this.store.add(new Emitter<PictureState>());
  readonly onState = this.stateEmitter.event;
  private readonly statsEmitter = this.store.add(new Emitter<PictureStats>());
  /** Once a second. */
  readonly onStats = this.statsEmitter.event;
  private readonly failedEmitter = this.store.add(new Emitter<string>());
  /** Something that the picture cannot do, in words for the log. It goes on with what it has. */
  readonly onFailed = this.failedEmitter.event;

  private readonly gridEmitter = this.store.add(new Emitter<PictureGrid>());
  /** The cells that there is room for have changed, or the picture's proportions: `room`. */
  readonly onGrid = this.gridEmitter.event;
  private readonly densityWishEmitter = this.store.add(new Emitter<number>());
  /**
   * Ctrl+wheel over the picture, away from the user for smaller cells: by how much to multiply
   * the density. Nothing changes until somebody calls `setDensity`.
   */
  readonly onDensityWish = this.densityWishEmitter.event;

  private readonly canvas: HTMLCanvasElement;
  private readonly link: PictureLink;
  private readonly capture = this.store.add(new MutableDisposable());
  /** The real video in place of the cells, while somebody wants it. */
  private readonly video = this.store.add(new MutableDisposable<PictureVideo>());
  private crop: FrameShare | undefined;
  private wantsPixels = false;
  private hasCells = false;
  private isShown = true;
  private isInset = false;
  private isSpeaking = false;
  private readonly selection: PictureSelection;
  /** The mouse begins to select cells of this picture. */
  readonly onSelectionStart: Event<void>;
  private options: PictureOptions;
  private track: MediaStreamTrack | null = null;
  private rect: CellRect | null = null;
  private metrics: CellMetrics | null;
  private layout: PictureLayout | null = null;
  private sentSettings: string;
  private placedKey = '';

  /**
   * @param root Where the canvas is put: an element that covers the terminal's cells.
   * @param worker From now on of this picture alone.
   */
  constructor(
    root: HTMLElement,
    metrics: CellMetrics | null,
    options: PictureOptions,
    worker: Worker,
    handleEnd: () => void,
  ) {
    this.store.defer(handleEnd);
    this.options = options;
    this.metrics = metrics;
    this.canvas = createPictureCanvas(options.label);
    root.append(this.canvas);
    this.store.defer(() => {
      this.canvas.remove();
    });
    this.selection = this.store.add(
      new PictureSelection(this.canvas, {
        grid: () => this.grid,
        textIn: async (span) => {
          const snapshot = await this.snapshot();
          return snapshot && textInRect(snapshot.cells, span);
        },
      }),
    );
    this.onSelectionStart = this.selection.onStart;
    this.store.add(
      observeZoomWheel(this.canvas, (notches) => {
        this.densityWishEmitter.fire(DENSITY_STEP ** notches);
      }),
    );
    const settings = this.settings();
    this.sentSettings = JSON.stringify(settings);
    this.link = this.store.add(
      new PictureLink(worker, {
        kind: 'start',
        canvas: this.canvas.transferControlToOffscreen(),
        font: pictureFont(),
        ground: COLOURS.ground,
        painter: options.painter ?? 'auto',
        settings,
      }),
    );
    this.store.add(
      this.link.onResponse((response) => {
        this.handleResponse(response);
      }),
    );
  }

  /** The video to show; null forgets the picture as well. Does not stop the track. */
  setTrack(track: MediaStreamTrack | null): void {
    if (track === this.track || this.store.isDisposed) return;
    this.track = track;
    this.capture.value = undefined;
    if (track) this.capture.value = startCapture(track, this.link);
    else this.forget();
    this.showVideo();
  }

  /**
   * Shows cells that were drawn elsewhere instead of the track's frames, which may stay away;
   * `null`: the frames again.
   */
  setCells(cells: CellGrid | null): void {
    if (!cells && !this.hasCells) return;
    const isChange = this.hasCells !== (cells !== null);
    this.hasCells = cells !== null;
    this.link.post({ kind: 'cells', cells });
    if (isChange) this.showVideo();
  }

  /**
   * Shows the real video, or the cells again. They go on being drawn below it: snapshots as text
   * and recordings are made of them.
   */
  setPixels(wantsPixels: boolean): void {
    if (wantsPixels === this.wantsPixels) return;
    this.wantsPixels = wantsPixels;
    this.selection.clear();
    this.showVideo();
  }

  /** Where the picture may be; null hides it and stops its drawing. */
  setRect(rect: CellRect | null): void {
    if (!rect) this.selection.clear();
    this.rect = rect;
    this.update();
  }

  /** Whether it may be seen. It is drawn all the same, so that it is there at once. */
  setShown(isShown: boolean): void {
    this.isShown = isShown;
    this.place();
  }

  /** Draws a part of the video in place of all of it: it is magnified. `null`: all again. */
  setCrop(crop: FrameShare | null): void {
    this.crop = crop ?? undefined;
    this.update();
  }

  setStyle(style: StyleName): void {
    this.change({ style });
  }

  setLook(look: PictureLook): void {
    this.change({ style: look.style, look });
  }

  setMirror(mirror: boolean): void {
    this.change({ mirror });
  }

  setDensity(density: number): void {
    this.change({ density });
  }

  setFrameInterval(frameInterval: number): void {
    this.change({ frameInterval });
  }

  /** An inset lies on top of other pictures, with a frame around it: a self-view. */
  setInset(isInset: boolean): void {
    this.isInset = isInset;
    this.canvas.classList.toggle('inset', isInset);
    this.video.value?.setLook(this.videoLook());
  }

  /** Brightened: who it shows is speaking. */
  setSpeaking(isSpeaking: boolean): void {
    this.isSpeaking = isSpeaking;
    this.canvas.classList.toggle('speaking', isSpeaking);
    this.video.value?.setLook(this.videoLook());
  }

  setLabel(label: string): void {
    this.options = { ...this.options, label };
    this.canvas.ariaLabel = label;
    this.video.value?.setLook(this.videoLook());
  }

  /** The terminal's cells have changed; the layer calls this. */
  setMetrics(metrics: CellMetrics): void {
    this.metrics = metrics;
    this.update();
  }

  /** The cells that the video is drawn with now; null as long as there is no picture. */
  get grid(): PictureGrid | null {
    return this.layout && { cols: this.layout.cols, rows: this.layout.rows };
  }

  /** Width by height of the video; null as long as there is no picture. */
  get aspect(): number | null {
    return this.layout?.aspect ?? null;
  }

  /** The cells that there is room for: more than `grid` where cells that were sent are shown. */
  get room(): PictureGrid | null {
    return this.layout?.room ?? null;
  }

  /** The text of the cells that the mouse selected; empty when it selected none. */
  get selectedText(): string {
    return this.selection.text;
  }

  clearSelection(): void {
    this.selection.clear();
  }

  /** The cells on the screen now; null when there is no picture. */
  snapshot(): Promise<PictureSnapshot | null> {
    return this.link.snapshot();
  }

  /** The picture as seen: in device pixels, or in the video's own; null when there is none. */
  png(): Promise<Blob | null> {
    return this.video.value?.png() ?? this.link.png();
  }

  /** Shows the picture in a small window that stays on top of others; `false`: it cannot. */
  openInWindow(): Promise<boolean> {
    return this.track === null ? Promise.resolve(false) : openInWindow(this.canvas, this.track);
  }

  dispose(): void {
    this.store.dispose();
  }

  private change(options: Partial<PictureOptions>): void {
    this.options = { ...this.options, ...options };
    this.update();
  }

  private update(): void {
    const settings = this.settings();
    const key = JSON.stringify(settings);
    if (key !== this.sentSettings) this.link.post({ kind: 'configure', settings });
    this.sentSettings = key;
    this.video.value?.setLook(this.videoLook());
    this.place();
  }

  private showVideo(): void {
    const { track } = this;
    const isShown = this.wantsPixels && !this.hasCells && track !== null;
    this.video.value = isShown ? new PictureVideo(this.canvas, track, this.videoLook()) : undefined;
    this.place();
  }

  private videoLook(): VideoLook {
    const { label, mirror } = this.options;
    return { label, mirror, isInset: this.isInset, isSpeaking: this.isSpeaking, crop: this.crop };
  }

  private settings(): PictureSettings {
    return { ...settingsOf(this.options), geometry: this.geometry(), crop: this.crop };
  }

  private geometry(): PictureGeometry | null {
    const { rect, metrics } = this;
    if (!rect || !metrics || rect.cols < 1 || rect.rows < 1) return null;
    const { widthPx, heightPx } = toPixels(rect, metrics);
    const cell = pictureCell(metrics, this.options.density);
    return { areaWidthPx: widthPx, areaHeightPx: heightPx, ...cell };
  }

  private forget(): void {
    this.link.post({ kind: 'no-source' });
    this.hasCells = false;
    this.layout = null;
    this.selection.clear();
    this.place();
  }

  private takeLayout(layout: PictureLayout): void {
    const before = this.room;
    const isTurned = layout.aspect !== this.aspect;
    this.layout = layout;
    this.place();
    const { cols, rows } = layout.room;
    if (isTurned || cols !== before?.cols || rows !== before.rows)
      this.gridEmitter.fire({ cols, rows });
  }

  private handleResponse(response: PictureResponse): void {
    switch (response.kind) {
      case 'layout':
        // One that was on its way when the track was taken away is of no picture.
        if (this.track) this.takeLayout(response.layout);
        return;
      case 'state':
        this.stateEmitter.fire(response.state);
        return;
      case 'stats':
        this.dropEndedTrack();
        this.statsEmitter.fire(response.stats);
        return;
      case 'failed':
        this.failedEmitter.fire(response.message);
        return;
      case 'pixels-taken':
      case 'snapshot':
      case 'png':
        return;
      default:
        assertNever(response, 'picture response');
    }
  }

  /**
   * Whoever stops a track stops it for us too, but no event says so: what we read from it, a camera
   * perhaps, must not go on.
   */
  private dropEndedTrack(): void {
    if (this.track?.readyState === 'ended') this.capture.value = undefined;
  }

  /** Puts the canvas where its grid belongs. */
  private place(): void {
    const { rect, metrics, layout } = this;
    const area = rect && metrics && toPixels(rect, metrics);
    const placed = area && layout && centreGrid(area, layout);
    // Where the cells were: beside them the place may hold text, a name plate say.
    this.video.value?.place(placed ?? area, metrics?.devicePixelRatio ?? 1);
    this.canvas.hidden = !this.isShown || !placed || this.video.value !== undefined;
    if (!placed) return;
    this.dropStaleSelection(placed, layout);
    placeCanvas(this.canvas, placed, metrics.devicePixelRatio);
  }

  /** Cells that are elsewhere now, or of another size, are not those that were selected. */
  private dropStaleSelection(placed: PixelRect, { cols, rows }: PictureGrid): void {
    const key = JSON.stringify([placed, cols, rows]);
    if (key !== this.placedKey) this.selection.clear();
    this.placedKey = key;
  }
}

/** What a worker is told of a picture that looks like this, wherever it is. */
export function settingsOf({
  style,
  look = PLAIN_LOOK,
  mirror,
  frameInterval,
}: PictureStyle): Omit<PictureSettings, 'geometry' | 'crop'> {
  return { look: { ...look, style }, mirror, frameInterval };
}
