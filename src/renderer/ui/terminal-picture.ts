import type { CellGrid } from '../../shared/ascii/cells';
import type { PictureLook } from '../../shared/ascii/picture-look';
import type { Disposable } from '../../shared/base/lifecycle';
import { GlyphCamera } from '../terminal/glyph-camera';

/** What a picture is to be drawn as. */
export interface TerminalPictureWish {
  readonly cols: number;
  readonly rows: number;
  readonly look: PictureLook;
  readonly mirror: boolean;
}

/** A track that is drawn for an attached terminal, frame by frame, for as long as it lives. */
export class TerminalPicture implements Disposable {
  private readonly camera: GlyphCamera;
  private latest: CellGrid | null = null;
  private wish: TerminalPictureWish | null = null;
  private isDrawing = false;
  private isDisposed = false;

  /** @param handleFrame There is another frame; also when its shape is another. */
  constructor(
    readonly track: MediaStreamTrack,
    private readonly handleFrame: (hasNewShape: boolean) => void,
  ) {
    this.camera = new GlyphCamera(track);
  }

  /** The newest frame; `null`: none has come. */
  get cells(): CellGrid | null {
    return this.latest;
  }

  /** Width by height; `null`: not known yet. */
  get aspect(): number | null {
    return this.camera.aspect;
  }

  /** `null`: nobody sees it, and nothing is drawn. */
  setWish(wish: TerminalPictureWish | null): void {
    this.wish = wish;
    if (wish === null) this.latest = null;
    else if (!this.isDrawing) void this.run();
  }

  dispose(): void {
    this.isDisposed = true;
    this.camera.dispose();
  }

  private async run(): Promise<void> {
    this.isDrawing = true;
    while (this.wish !== null && !this.isDisposed) {
      const { look, ...wish } = this.wish;
      const shape = this.aspect;
      const cells = await this.camera.draw({ ...wish, style: look.style, look });
      if (cells === null || !this.isWanted()) continue;
      this.latest = cells;
      this.handleFrame(shape !== this.aspect);
    }
    this.isDrawing = false;
  }

  /** Asked anew after a wait. */
  private isWanted(): boolean {
    return this.wish !== null && !this.isDisposed;
  }
}
