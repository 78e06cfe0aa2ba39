import type { CellGrid } from '../../shared/ascii/cells';
import type { FrameShare } from '../../shared/ascii/crop-frame';
import type { GridSize } from '../../shared/ascii/fit-grid';
import type { PictureLook } from '../../shared/ascii/picture-look';
import type { RgbaFrame } from '../../shared/ascii/pixel-frame';
import type { StyleName } from '../../shared/ascii/styles';
import type { PainterKind } from './cell-painter';
import type { PainterWish } from './choose-painter';

// What the page and a picture's worker say to each other. Both ends are ours and of one build.

/** The font whose glyphs the picture is made of. */
export interface PictureFont {
  readonly family: string;
  /** Absolute: a worker resolves relative addresses against its own script. */
  readonly url: string;
}

/** All in device pixels; sides of cells are whole. */
export interface PictureGeometry {
  readonly areaWidthPx: number;
  readonly areaHeightPx: number;
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
  readonly fontSizePx: number;
}

export interface PictureSettings {
  readonly look: PictureLook;
  readonly mirror: boolean;
  /** Every how many frames one is drawn; 1 = all. */
  readonly frameInterval: number;
  /** null: hidden, nothing is drawn. */
  readonly geometry: PictureGeometry | null;
  /** The part of the video that is drawn; left out: all. */
  readonly crop?: FrameShare | undefined;
}

export interface PictureStart {
  readonly kind: 'start';
  readonly canvas: OffscreenCanvas;
  readonly font: PictureFont;
  /** CSS colour below cells that have no background; part of `png`. */
  readonly ground: string;
  readonly painter: PainterWish;
  readonly settings: PictureSettings;
}

/**
 * Before `start`, if it comes at all: a picture such as this one is likely to be wanted, so
 * whatever takes its time for one may be done now.
 */
export interface PictureWarmUp extends Pick<PictureStart, 'font' | 'painter' | 'settings'> {
  readonly kind: 'warm-up';
  readonly geometry: PictureGeometry;
}

/** Pixels read by the page, where the browser has no MediaStreamTrackProcessor. */
export interface PicturePixels {
  readonly kind: 'pixels';
  readonly pixels: RgbaFrame;
  readonly displayWidth: number;
  readonly displayHeight: number;
}

/** Page to worker. `start` is the first message after `warm-up`s, `end` the last. */
export type PictureRequest =
  | PictureWarmUp
  | PictureStart
  | { readonly kind: 'configure'; readonly settings: PictureSettings }
  /** A new source: frames come from `readable`. */
  | { readonly kind: 'frames'; readonly readable: ReadableStream<VideoFrame> }
  /** A new source: frames come as `pixels`, each answered by `pixels-taken`. */
  | { readonly kind: 'await-pixels' }
  | PicturePixels
  | { readonly kind: 'no-source' }
  /** Shows these cells instead of the source's frames, which go on; `null`: the frames again. */
  | { readonly kind: 'cells'; readonly cells: CellGrid | null }
  | { readonly kind: 'snapshot'; readonly id: number }
  | { readonly kind: 'png'; readonly id: number }
  | { readonly kind: 'end' };

export type PictureState = 'waiting' | 'playing' | 'stalled';

/** How the last second went. */
export interface PictureStats {
  /** Different frames painted per second. */
  readonly paintedFps: number;
  /** Mean time to draw and paint one frame; 0 when none was painted. */
  readonly engineMs: number;
  /** What paints: WebGL, or the software raster where there is no GPU or its context was lost. */
  readonly painter: PainterKind;
  readonly cols: number;
  readonly rows: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
}

/** The cells on the screen at one moment: a copy, to be kept as long as wanted. */
export interface PictureSnapshot {
  readonly cells: CellGrid;
  readonly style: StyleName;
}

/** The grid that is on the canvas now. */
export interface PictureLayout {
  readonly cols: number;
  readonly rows: number;
  /** Device pixels. */
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
  /** Width by height of the video as it is meant to be seen. */
  readonly aspect: number;
  /**
   * What fits into the picture's place: `cols` x `rows`, or more where cells that were sent are
   * shown.
   */
  readonly room: GridSize;
}

/** Worker to page. */
export type PictureResponse =
  | { readonly kind: 'layout'; readonly layout: PictureLayout }
  | { readonly kind: 'state'; readonly state: PictureState }
  | { readonly kind: 'stats'; readonly stats: PictureStats }
  | { readonly kind: 'pixels-taken' }
  | { readonly kind: 'snapshot'; readonly id: number; readonly snapshot: PictureSnapshot | null }
  | { readonly kind: 'png'; readonly id: number; readonly blob: Blob | null }
  /** Something that this picture cannot do; it goes on with what it has. */
  | { readonly kind: 'failed'; readonly message: string };
