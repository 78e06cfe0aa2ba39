import type { StyleName } from '../../../src/shared/ascii/styles';
import { cellsToText } from '../../../src/shared/ascii/cells';
import type { CellRect } from '../../../src/renderer/terminal/cell-metrics';
import type {
  Picture,
  PictureGrid,
  PictureState,
  PictureStats,
} from '../../../src/renderer/terminal/picture';
import { TerminalSurface } from '../../../src/renderer/terminal/terminal-surface';
import { comparePaintings, type PaintingDifference } from './compare-paintings';
import { type BrightRun, seeBlock, type SeenPicture, seePicture } from './seen-on-screen';
import { openStillCamera } from './still-camera';

// A page with a terminal and pictures and nothing else; tests drive it through `window.harness`.

/** Rectangles of the page, in CSS pixels. */
export interface PlacedRects {
  readonly screen: DOMRectLike;
  readonly canvas: DOMRectLike;
  readonly canvasWidth: number;
  readonly canvasHeight: number;
  readonly cols: number;
  readonly rows: number;
}

type DOMRectLike = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;

export class Harness {
  readonly surface = new TerminalSurface(stage(), {
    fontSizePx: 14,
    fontFamily: "'WebCRT Mono', monospace",
    renderer: 'webgl',
  });
  readonly states: PictureState[] = [];
  readonly failures: string[] = [];
  readonly stats: PictureStats[] = [];
  readonly renderers: string[] = [];
  readonly wishes: number[] = [];
  readonly grids: PictureGrid[] = [];
  picture: Picture | null = null;
  track: MediaStreamTrack | null = null;
  /** The same frames, painted with WebGL and without. */
  paintings: readonly Picture[] = [];
  readonly paintingStats = new Map<Picture, PictureStats>();
  watching = new AbortController();
  /** Since `watchInk` began. */
  looks = 0;

  /** A picture of the camera over `rect`, or over the whole surface. */
  async show(options: Partial<Parameters<TerminalSurface['addPicture']>[0]> = {}): Promise<void> {
    await this.surface.ready;
    const picture = this.surface.addPicture({
      label: 'video of camera',
      style: 'just-ascii',
      mirror: false,
      frameInterval: 1,
      density: 1,
      ...options,
    });
    picture.onState((state) => this.states.push(state));
    picture.onFailed((message) => this.failures.push(message));
    picture.onStats((stats) => this.stats.push(stats));
    this.picture = picture;
    picture.setRect(this.whole());
    this.surface.onResize(() => {
      picture.setRect(this.whole());
    });
    picture.setTrack(await this.camera({ width: 640, height: 480 }));
  }

  /** A picture of exactly so many cells: the camera's height is cropped to their shape. */
  async showGrid(cols: number, rows: number, style: StyleName): Promise<void> {
    await this.show({ style });
    const { screen } = this.rects();
    const cellAspect = screen.width / this.surface.cols / (screen.height / this.surface.rows);
    const height = Math.round((640 * rows) / (cols * cellAspect));
    this.track?.stop();
    this.picture?.setRect({ col: 0, row: 0, cols, rows });
    this.picture?.setTrack(await this.camera({ width: 640, height }));
  }

  /** A picture that stands still, and leaves free the first row and the right half. */
  async showStill(options: { style: StyleName }): Promise<void> {
    await this.surface.ready;
    const look = { mirror: false, frameInterval: 1, density: 1.5, ...options };
    this.picture = this.surface.addPicture({ label: 'video of nothing', ...look });
    this.picture.setRect(this.stillRect());
    this.track = openStillCamera();
    this.picture.setTrack(this.track);
  }

  stillRect(): CellRect {
    const { cols, rows } = this.surface;
    return { col: 0, row: 1, cols: Math.floor(cols / 2), rows: rows - 1 };
  }

  /** How the picture is seen on a screenshot of the page. */
  async seeOn(screenshot: string): Promise<SeenPicture | null> {
    const canvas = document.querySelector<HTMLCanvasElement>('.picture-layer canvas');
    return this.picture && canvas ? seePicture(screenshot, this.picture, canvas) : null;
  }

  blockOn(screenshot: string, rowPx: number): Promise<BrightRun | null> {
    return seeBlock(screenshot, rowPx);
  }

  async glyphs(): Promise<{ cols: number; rows: number; glyphs: number[] }> {
    const { cells } = required((await this.picture?.snapshot()) ?? null);
    return { cols: cells.cols, rows: cells.rows, glyphs: Array.from(cells.glyphs) };
  }

  /** Mean red, green and blue of a cell of the picture, as its own canvas has it. */
  async cellColour(col: number, row: number): Promise<number[]> {
    const { cols, rows } = await this.grid();
    const bitmap = await createImageBitmap(required((await this.picture?.png()) ?? null));
    const [width, height] = [bitmap.width / cols, bitmap.height / rows];
    return meanColour(bitmap, { x: col * width, y: row * height, width, height });
  }

  async meanColourOf(pngBase64: string): Promise<number[]> {
    const bitmap = await decodePng(pngBase64);
    return meanColour(bitmap, { x: 0, y: 0, width: bitmap.width, height: bitmap.height });
  }

  /**
   * Contrast (WCAG 2.2) of letters to their ground: of the 5th brightest of 100 pixels to the
   * median.
   */
  async contrastOf(pngBase64: string): Promise<number> {
    const bitmap = await decodePng(pngBase64);
    const context = required(new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d'));
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const lights = [];
    for (let at = 0; at < data.length; at += 4) lights.push(lightOf(data.subarray(at, at + 3)));
    lights.sort((a, b) => b - a);
    const bright = lights[Math.floor(lights.length * 0.05)];
    return (bright + 0.05) / (lights[lights.length >> 1] + 0.05);
  }

  /** The same frames side by side, painted with WebGL and by the raster. */
  async showBothPaintings(): Promise<void> {
    await this.surface.ready;
    this.track = openStillCamera();
    const cols = Math.floor(this.surface.cols / 2);
    this.paintings = (['webgl', 'raster'] as const).map((painter, index) => {
      const look = { style: 'duotone', mirror: false, frameInterval: 1, density: 1.5 } as const;
      const picture = this.surface.addPicture({ label: painter, painter, ...look });
      picture.onStats((stats) => this.paintingStats.set(picture, stats));
      picture.setRect({ col: index * cols, row: 0, cols, rows: this.surface.rows });
      picture.setTrack(this.track);
      return picture;
    });
  }

  paintersInUse(): string[] {
    return this.paintings.map((picture) => this.paintingStats.get(picture)?.painter ?? 'none');
  }

  comparePaintings(): Promise<PaintingDifference | null> {
    return comparePaintings(this.paintings[0], this.paintings[1]);
  }

  /** Looks at the picture as often as the screen changes, until told to stop. */
  async watchInk(): Promise<number> {
    this.watching = new AbortController();
    const { signal } = this.watching;
    this.looks = 0;
    let least = 1;
    while (!signal.aborted) {
      await new Promise(requestAnimationFrame);
      least = Math.min(least, (await this.inkOfPng())?.share ?? 0);
      this.looks++;
    }
    return least;
  }

  whole(): CellRect {
    return { col: 0, row: 0, cols: this.surface.cols, rows: this.surface.rows };
  }

  async camera(size: { width: number; height: number }): Promise<MediaStreamTrack> {
    const video = { ...size, frameRate: 30, resizeMode: 'crop-and-scale' };
    const stream = await navigator.mediaDevices.getUserMedia({ video });
    [this.track] = stream.getVideoTracks();
    return this.track;
  }

  async text(): Promise<string | null> {
    const snapshot = await this.picture?.snapshot();
    return snapshot ? cellsToText(snapshot.cells) : null;
  }

  /** The sum of the picture's cells by colour: what distinguishes the styles. */
  async colours(): Promise<{ style: string; foregrounds: number; backgrounds: number } | null> {
    const snapshot = await this.picture?.snapshot();
    if (!snapshot) return null;
    const { foreground, background } = snapshot.cells;
    return {
      style: snapshot.style,
      foregrounds: new Set(foreground).size,
      backgrounds: new Set(background).size,
    };
  }

  rects(): PlacedRects {
    const canvas = document.querySelector<HTMLCanvasElement>('.picture-layer canvas');
    const screen = plain(required(document.querySelector('.xterm-screen')).getBoundingClientRect());
    return {
      screen,
      canvas: canvas ? plain(canvas.getBoundingClientRect()) : { ...screen, width: 0, height: 0 },
      canvasWidth: canvas?.width ?? 0,
      canvasHeight: canvas?.height ?? 0,
      cols: this.surface.cols,
      rows: this.surface.rows,
    };
  }

  /** The cells that the worker says it paints; where the page put them is what tests look at. */
  async grid(): Promise<{ cols: number; rows: number }> {
    const { cols, rows } = required((await this.picture?.snapshot()) ?? null).cells;
    return { cols, rows };
  }

  /** Whether the surface fills the stage, and the canvas shows the largest grid that fits it. */
  async isSettled(): Promise<boolean> {
    const { screen, canvas, canvasWidth, cols, rows } = this.rects();
    const glass = required(document.querySelector('.terminal-glass'));
    const spare = glass.getBoundingClientRect().width - screen.width;
    if (spare < -1 || spare > 16) return false;
    const grid = await this.grid();
    const fillsWidth = grid.cols === cols && grid.rows <= rows;
    const fillsHeight = grid.rows === rows && grid.cols <= cols;
    const cell = Math.round((screen.width / cols) * devicePixelRatio);
    const isPlaced = Math.abs(canvas.width * devicePixelRatio - canvasWidth) < 0.5;
    return (fillsWidth || fillsHeight) && canvasWidth === grid.cols * cell && isPlaced;
  }

  resizeStage(width: number, height: number): void {
    Object.assign(stage().style, { width: `${width}px`, height: `${height}px` });
  }

  /** Counts the pixels of the picture that are neither ground nor black: 0 = an empty picture. */
  async inkOfPng(): Promise<{ width: number; height: number; share: number } | null> {
    const blob = await this.picture?.png();
    if (!blob) return null;
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    const context = required(new OffscreenCanvas(width, height).getContext('2d'));
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 1] > 40) ink++;
    return { width, height, share: ink / (width * height) };
  }

  /** Takes the WebGL context away from the terminal, as a driver reset does. */
  loseWebgl(): void {
    const canvases = document.querySelectorAll<HTMLCanvasElement>('.xterm-screen > canvas');
    for (const canvas of canvases) {
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    }
  }
}

function meanColour(
  bitmap: ImageBitmap,
  { x, y, width, height }: Record<'x' | 'y' | 'width' | 'height', number>,
): number[] {
  const context = required(new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d'));
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(x, y, width, height);
  return [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let at = channel; at < data.length; at += 4) sum += data[at];
    return sum / (data.length / 4);
  });
}

async function decodePng(base64: string): Promise<ImageBitmap> {
  const response = await fetch(`data:image/png;base64,${base64}`);
  return createImageBitmap(await response.blob());
}

/** Relative luminance of an sRGB colour, 0..1. */
function lightOf(rgb: Uint8ClampedArray): number {
  const [red, green, blue] = Array.from(rgb, (level) => {
    const share = level / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function stage(): HTMLElement {
  return required(document.querySelector<HTMLElement>('#stage'));
}

function required<T>(value: T | null): T {
  if (value === null) throw new Error('missing from the harness page');
  return value;
}

function plain({ left, top, width, height }: DOMRect): DOMRectLike {
  return { left, top, width, height };
}

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = new Harness();
