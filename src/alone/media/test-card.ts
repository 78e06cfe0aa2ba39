import type { I420Frame, YuvColour } from '../../shared/ascii/pixel-frame';

const COLOUR: YuvColour = { matrix: 'bt601', isFullRange: false };
/** White, yellow, cyan, green, magenta, red, blue, black at three quarters (SMPTE bars). */
const BARS = [
  [180, 128, 128],
  [162, 44, 142],
  [131, 156, 44],
  [112, 72, 58],
  [84, 184, 198],
  [65, 100, 212],
  [35, 212, 114],
  [16, 128, 128],
] as const;
const WHITE = [235, 128, 128] as const;
/** How far the ball goes in a frame, in pixels. */
const STEP_PX = 3;
const BALL_SHARE = 0.12;

/** Colour bars, and a ball before them that never stands still. */
export class TestCard {
  private readonly ground: readonly Uint8Array[];
  private readonly planes: readonly Uint8Array[];
  private frames = 0;

  /** Both sides are even. */
  constructor(
    private readonly widthPx: number,
    private readonly heightPx: number,
  ) {
    this.ground = [0, 1, 2].map((plane) => this.drawBars(plane));
    this.planes = this.ground.map((plane) => plane.slice());
  }

  /** The next frame; the same memory each time. */
  next(): I420Frame {
    for (const [index, plane] of this.planes.entries()) {
      plane.set(this.ground[index]);
      this.drawBall(plane, index);
    }
    this.frames++;
    const [y, u, v] = this.planes;
    const { widthPx: width, heightPx: height } = this;
    const half = width / 2;
    const strides = { yStride: width, uStride: half, vStride: half };
    return { format: 'i420', width, height, y, u, v, ...strides, colour: COLOUR };
  }

  private drawBars(index: number): Uint8Array {
    const { cols, rows } = this.sizeOf(index);
    const plane = new Uint8Array(cols * rows);
    for (let at = 0; at < plane.length; at++) {
      plane[at] = BARS[Math.floor(((at % cols) * BARS.length) / cols)][index];
    }
    return plane;
  }

  private drawBall(plane: Uint8Array, index: number): void {
    const { cols, rows } = this.sizeOf(index);
    const scale = cols / this.widthPx;
    const radius = this.heightPx * BALL_SHARE;
    const centreX = there(this.frames * STEP_PX, this.widthPx - 2 * radius) + radius;
    const centreY = there(this.frames * STEP_PX * 0.7, this.heightPx - 2 * radius) + radius;
    const [x0, y0, r] = [centreX * scale, centreY * scale, radius * scale];
    const bottom = Math.min(rows - 1, Math.ceil(y0 + r));
    for (let y = Math.max(0, Math.floor(y0 - r)); y <= bottom; y++) {
      const reach = Math.sqrt(Math.max(0, r * r - (y - y0) * (y - y0)));
      const left = Math.max(0, Math.round(x0 - reach));
      plane.fill(WHITE[index], y * cols + left, y * cols + Math.min(cols, Math.round(x0 + reach)));
    }
  }

  private sizeOf(index: number): { cols: number; rows: number } {
    const by = index === 0 ? 1 : 2;
    return { cols: this.widthPx / by, rows: this.heightPx / by };
  }
}

/** From 0 to `length` and back. */
function there(way: number, length: number): number {
  const at = way % (2 * length);
  return at > length ? 2 * length - at : at;
}
