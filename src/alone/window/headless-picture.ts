import type { PictureLook } from '../../shared/ascii/picture-look';
import type { StyleName } from '../../shared/ascii/styles';
import { copyCells } from './copy-cells';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { CellRect } from '../../shared/stage/cell-rect';
import { fitPicture } from '../../shared/stage/fit-picture';
import type {
  PictureGrid,
  PictureOptions,
  PictureSnapshot,
  PictureState,
  PictureStats,
} from '../../renderer/terminal/picture';
import type { StagePicture } from '../../renderer/terminal/stage-surface';
import { NodeCamera } from '../media/node-camera';
import { nodeTrackOf } from '../media/node-track';

export const CELL_ASPECT = 0.5;
const SECOND_MS = 1_000;
const USUAL_ASPECT = 4 / 3;

/** A picture that nobody sees, until it is asked for: for recordings, snapshots and broadcasts. */
export class HeadlessPicture implements StagePicture {
  private readonly store = new DisposableStore();
  readonly onState = this.store.add(new Emitter<PictureState>()).event;
  private readonly statsEmitter = this.store.add(new Emitter<PictureStats>());
  readonly onStats = this.statsEmitter.event;
  readonly onGrid = this.store.add(new Emitter<PictureGrid>()).event;
  readonly onDensityWish = this.store.add(new Emitter<number>()).event;
  readonly grid = null;
  readonly room = null;
  readonly selectedText = '';
  private readonly camera = this.store.add(new MutableDisposable<NodeCamera>());
  private readonly counter = this.store.add(new MutableDisposable<Disposable>());
  private rect: CellRect | null = null;
  private style: StyleName;
  private look: Omit<PictureLook, 'style'> | undefined;
  private mirror: boolean;

  constructor({ style, look, mirror }: PictureOptions) {
    this.style = style;
    this.look = look;
    this.mirror = mirror;
  }

  get aspect(): number | null {
    return this.camera.value?.aspect ?? null;
  }

  setTrack(track: MediaStreamTrack | null): void {
    this.camera.value = track === null ? undefined : new NodeCamera(nodeTrackOf(track));
    this.counter.value = track === null ? undefined : this.count(track);
  }

  setRect(rect: CellRect | null): void {
    this.rect = rect;
  }

  setStyle(style: StyleName): void {
    this.style = style;
  }

  setLook(look: PictureLook): void {
    this.style = look.style;
    this.look = look;
  }

  setMirror(mirror: boolean): void {
    this.mirror = mirror;
  }

  async snapshot(): Promise<PictureSnapshot | null> {
    const { rect, style, mirror, look } = this;
    if (rect === null) return null;
    const size = fitPicture(this.aspect ?? USUAL_ASPECT, rect, CELL_ASPECT);
    const whole = look === undefined ? {} : { look: { ...look, style } };
    const cells = await this.camera.value?.draw({ ...size, style, mirror, ...whole });
    return cells ? { cells: copyCells(cells), style } : null;
  }

  /** No picture file: there is no font to draw it with. */
  png(): Promise<Blob | null> {
    return Promise.resolve(null);
  }

  openInWindow(): Promise<boolean> {
    return Promise.resolve(false);
  }

  // What only a window has.
  setCells(): void {
    // Cells are shown as they are by whoever shows them.
  }
  setPixels(): void {
    // There are no pixels.
  }
  setCrop(): void {
    // Nothing is magnified.
  }
  setDensity(): void {
    // A cell of the terminal is a cell.
  }
  setFrameInterval(): void {
    // Each that the terminal takes.
  }
  setShown(): void {
    // Nobody sees it.
  }
  setInset(): void {
    // It lies nowhere.
  }
  setSpeaking(): void {
    // It has no frame.
  }
  setLabel(): void {
    // It is not read out.
  }
  clearSelection(): void {
    // Nothing is selected.
  }

  dispose(): void {
    this.store.dispose();
  }

  private count(track: MediaStreamTrack): Disposable {
    const counting = new DisposableStore();
    let frames = 0;
    counting.add(
      nodeTrackOf(track).onFrame(() => {
        frames++;
      }),
    );
    const timer = setInterval(() => {
      const painted = frames;
      frames = 0;
      const { latest } = nodeTrackOf(track);
      this.statsEmitter.fire({
        paintedFps: painted,
        engineMs: 0,
        painter: 'raster',
        cols: this.rect?.cols ?? 0,
        rows: this.rect?.rows ?? 0,
        frameWidth: latest?.width ?? 0,
        frameHeight: latest?.height ?? 0,
      });
    }, SECOND_MS);
    counting.defer(() => {
      clearInterval(timer);
    });
    return counting;
  }
}
