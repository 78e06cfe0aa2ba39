import type { I420Frame } from '../../shared/ascii/pixel-frame';

interface Plane {
  readonly data: Uint8Array;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

/** Makes pictures smaller: each pixel is the mean of those that it stands for. */
export class PictureScaler {
  private buffer = new Uint8Array(0);

  /** Valid until the next. */
  scale(frame: I420Frame, widthPx: number, heightPx: number): I420Frame {
    const { width, height } = frame;
    if (width === widthPx && height === heightPx) return frame;
    const halfWidth = widthPx / 2;
    const halfHeight = heightPx / 2;
    const lumaBytes = widthPx * heightPx;
    const colourBytes = halfWidth * halfHeight;
    const bytes = lumaBytes + 2 * colourBytes;
    if (this.buffer.length !== bytes) this.buffer = new Uint8Array(bytes);
    const y = this.buffer.subarray(0, lumaBytes);
    const u = this.buffer.subarray(lumaBytes, lumaBytes + colourBytes);
    const v = this.buffer.subarray(lumaBytes + colourBytes);
    const colour = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
    scalePlane({ data: frame.y, stride: frame.yStride, width, height }, y, widthPx, heightPx);
    scalePlane({ data: frame.u, stride: frame.uStride, ...colour }, u, halfWidth, halfHeight);
    scalePlane({ data: frame.v, stride: frame.vStride, ...colour }, v, halfWidth, halfHeight);
    return {
      ...frame,
      width: widthPx,
      height: heightPx,
      y,
      u,
      v,
      yStride: widthPx,
      uStride: halfWidth,
      vStride: halfWidth,
    };
  }
}

function scalePlane(from: Plane, into: Uint8Array, cols: number, rows: number): void {
  const edges = Array.from({ length: cols + 1 }, (_, col) => Math.floor((col * from.width) / cols));
  for (let row = 0; row < rows; row++) {
    const top = Math.floor((row * from.height) / rows);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * from.height) / rows));
    for (let col = 0; col < cols; col++) {
      const left = edges[col];
      into[row * cols + col] = meanOf(from, left, Math.max(left + 1, edges[col + 1]), top, bottom);
    }
  }
}

function meanOf(
  { data, stride }: Plane,
  left: number,
  right: number,
  top: number,
  bottom: number,
): number {
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let at = y * stride + left, end = y * stride + right; at < end; at++) sum += data[at];
  }
  return (sum / ((right - left) * (bottom - top)) + 0.5) | 0;
}
