import type { CellGrid } from '../../shared/ascii/cells';
import type { PictureLook } from '../../shared/ascii/picture-look';
import type { Disposable } from '../../shared/base/lifecycle';
import type { CellCamera } from '../terminal/cell-camera';

/** What a picture is to be drawn as. */
export interface TerminalPictureWish {
  readonly cols: number;
  readonly rows: number;
  readonly look: PictureLook;
  readonly mirror: boolean;
}

/** A track that is drawn for an attached terminal, frame by frame, for as long as it lives. */
export class TerminalPicture implements Disposable {
  private latest: CellGrid | null = null;
  private wished = '';

  /** @param handleFrame There is another frame; also when its shape is another. */
  constructor(
    readonly track: MediaStreamTrack,
    private readonly camera: CellCamera,
    private readonly handleFrame: (hasNewShape: boolean) => void,
  ) {}

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
    const wished = JSON.stringify(wish);
    if (wished === this.wished) return;
    this.wished = wished;
    if (wish === null) this.latest = null;
    const look = wish === null ? null : { ...wish, style: wish.look.style };
    let shape = this.aspect;
    this.camera.follow(look, (cells) => {
      const hasNewShape = shape !== this.aspect;
      shape = this.aspect;
      this.latest = cells;
      this.handleFrame(hasNewShape);
    });
  }

  dispose(): void {
    this.camera.dispose();
  }
}
