import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { rgbOf } from './yuv-to-rgb';

/** R, G and B of a frame, 0..255 gamma-coded, stretched to the given size in pixels. */
export function frameToRgb(
  frame: I420Frame,
  widthPx: number,
  heightPx: number,
): readonly [Float32Array, Float32Array, Float32Array] {
  const half = [(frame.width + 1) >> 1, (frame.height + 1) >> 1] as const;
  const y = resize(frame.y, frame.yStride, [frame.width, frame.height], widthPx, heightPx);
  const u = resize(frame.u, frame.uStride, half, widthPx, heightPx);
  const v = resize(frame.v, frame.vStride, half, widthPx, heightPx);
  const rgb = [0, 1, 2].map(() => new Float32Array(widthPx * heightPx));
  for (let at = 0; at < y.length; at++) {
    rgbOf(y[at], u[at], v[at], frame.colour).forEach((value, channel) => {
      rgb[channel][at] = Math.min(255, Math.max(0, value));
    });
  }
  return [rgb[0], rgb[1], rgb[2]];
}

/** Linear interpolation; where the picture shrinks, over as many pixels as go into one. */
function resize(
  plane: Uint8Array,
  stride: number,
  [width, height]: readonly [number, number],
  widthPx: number,
  heightPx: number,
): Float32Array {
  const across = tentTaps(width, widthPx);
  const down = tentTaps(height, heightPx);
  const rows = new Float32Array(widthPx * height);
  for (let y = 0; y < height; y++) {
    across.forEach((taps, x) => {
      for (const [from, weight] of taps) rows[y * widthPx + x] += weight * plane[y * stride + from];
    });
  }
  const resized = new Float32Array(widthPx * heightPx);
  down.forEach((taps, y) => {
    for (const [from, weight] of taps) {
      for (let x = 0; x < widthPx; x++)
        resized[y * widthPx + x] += weight * rows[from * widthPx + x];
    }
  });
  return resized;
}

/** For each target, which sources count and by how much; a target's weights sum to 1. */
function tentTaps(source: number, target: number): (readonly [from: number, weight: number])[][] {
  const ratio = source / target;
  const reach = Math.max(1, ratio);
  return Array.from({ length: target }, (_, at) => {
    const middle = (at + 0.5) * ratio - 0.5;
    const taps: (readonly [number, number])[] = [];
    for (let from = Math.ceil(middle - reach); from <= middle + reach; from++) {
      const weight = 1 - Math.abs(from - middle) / reach;
      if (weight > 0) taps.push([Math.min(source - 1, Math.max(0, from)), weight]);
    }
    const sum = taps.reduce((total, [, weight]) => total + weight, 0);
    return taps.map(([from, weight]) => [from, weight / sum] as const);
  });
}
