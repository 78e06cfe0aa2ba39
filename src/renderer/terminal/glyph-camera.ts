import type { CellGrid } from '../../shared/ascii/cells';
import type { PictureLook } from '../../shared/ascii/picture-look';
import type { StyleName } from '../../shared/ascii/styles';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { GlyphRequest, GlyphResponse } from '../workers/glyph-messages';
import type { PicturePixels } from '../workers/picture-messages';
import { type CaptureSink, startCapture } from './capture';

/** A frame that has not come by then comes no more: the camera is off, or has been taken away. */
const FRAME_TIMEOUT_MS = 2_000;

/** Asked for before they come: none is missed while the page does something else. */
const FRAMES_AHEAD = 2;

/** What a frame is to be drawn as. */
export interface GlyphCameraLook {
  readonly cols: number;
  readonly rows: number;
  readonly style: StyleName;
  /** All else of its look; left out: the style as it is. */
  readonly look?: PictureLook;
  readonly mirror?: boolean;
}

/**
 * A track drawn as cells whenever somebody asks, in a worker of its own. Does not stop the track.
 */
export class GlyphCamera implements CaptureSink, Disposable {
  private readonly store = new DisposableStore();
  private readonly worker = new Worker(new URL('../workers/glyph-worker.ts', import.meta.url), {
    type: 'module',
  });
  private readonly pixelsTakenEmitter = this.store.add(new Emitter<void>());
  readonly onPixelsTaken = this.pixelsTakenEmitter.event;
  private answer: ((cells: CellGrid | null) => void) | null = null;
  private follower: ((cells: CellGrid) => void) | null = null;
  private latestAspect: number | null = null;

  constructor(track: MediaStreamTrack) {
    this.worker.addEventListener('message', ({ data }: MessageEvent<GlyphResponse>) => {
      if (data.kind === 'cells') this.takeCells(data.cells, data.aspect);
      else this.pixelsTakenEmitter.fire();
    });
    this.store.add(startCapture(track, this));
  }

  /**
   * The next frame as `cols` x `rows` cells; `null` when none comes, or another one is asked for.
   */
  draw(look: GlyphCameraLook): Promise<CellGrid | null> {
    this.answer?.(null);
    if (this.store.isDisposed) return Promise.resolve(null);
    this.post({ kind: 'draw', ...look });
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.answer?.(null), FRAME_TIMEOUT_MS);
      this.answer = (cells) => {
        clearTimeout(timer);
        this.answer = null;
        resolve(cells);
      };
    });
  }

  /** Every frame from now on, until another look is followed or none (`null`). */
  follow(look: GlyphCameraLook | null, handleCells: (cells: CellGrid) => void): void {
    this.follower = look === null ? null : handleCells;
    if (look === null) this.post({ kind: 'enough' });
    else this.post({ kind: 'draw', ...look, frames: FRAMES_AHEAD });
  }

  /** Width by height of the latest frame; `null`: none has come. */
  get aspect(): number | null {
    return this.latestAspect;
  }

  readFrames(readable: ReadableStream<VideoFrame>): void {
    this.post({ kind: 'frames', readable }, [readable]);
  }

  awaitPixels(): void {
    this.post({ kind: 'await-pixels' });
  }

  sendPixels(sent: Omit<PicturePixels, 'kind'>): void {
    this.post({ kind: 'pixels', ...sent }, [sent.pixels.data.buffer as ArrayBuffer]);
  }

  /** The worker closes the frames that it holds, and then itself. */
  dispose(): void {
    this.store.dispose();
    this.follower = null;
    this.answer?.(null);
    this.post({ kind: 'end' });
  }

  private takeCells(cells: CellGrid, aspect: number): void {
    this.latestAspect = aspect;
    this.answer?.(cells);
    if (this.follower === null) return;
    this.post({ kind: 'more' });
    this.follower(cells);
  }

  private post(request: GlyphRequest, transfer: Transferable[] = []): void {
    this.worker.postMessage(request, transfer);
  }
}
