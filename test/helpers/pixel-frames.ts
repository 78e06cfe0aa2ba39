import type {
  I420Frame,
  Nv12Frame,
  RgbaFrame,
  YuvColour,
} from '../../src/shared/ascii/pixel-frame';

export const FULL_709: YuvColour = { matrix: 'bt709', isFullRange: true };

/** Bytes that look like noise and are the same every time. */
export function noiseBytes(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed | 1;
  for (let at = 0; at < length; at++) {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A frame of noise, its rows `padding` bytes further apart than they need be. */
export function noiseI420(
  width: number,
  height: number,
  colour: YuvColour,
  seed = 1,
  padding = 0,
): I420Frame {
  const [yStride, uvStride] = [width + padding, ((width + 1) >> 1) + padding];
  const chromaHeight = (height + 1) >> 1;
  return {
    format: 'i420',
    width,
    height,
    y: noiseBytes(yStride * height, seed),
    u: noiseBytes(uvStride * chromaHeight, seed + 1),
    v: noiseBytes(uvStride * chromaHeight, seed + 2),
    yStride,
    uStride: uvStride,
    vStride: uvStride,
    colour,
  };
}

/** One colour all over, as Y, U and V. */
export function flatI420(width: number, height: number, y: number, u = 128, v = 128): I420Frame {
  const chromaBytes = ((width + 1) >> 1) * ((height + 1) >> 1);
  return {
    format: 'i420',
    width,
    height,
    y: new Uint8Array(width * height).fill(y),
    u: new Uint8Array(chromaBytes).fill(u),
    v: new Uint8Array(chromaBytes).fill(v),
    yStride: width,
    uStride: (width + 1) >> 1,
    vStride: (width + 1) >> 1,
    colour: FULL_709,
  };
}

/** The same picture with U and V interleaved. */
export function toNv12(frame: I420Frame): Nv12Frame {
  const { width, height, y, u, v, yStride, uStride, colour } = frame;
  const uv = new Uint8Array(2 * u.length);
  u.forEach((value, at) => (uv[2 * at] = value));
  v.forEach((value, at) => (uv[2 * at + 1] = value));
  return { format: 'nv12', width, height, y, uv, yStride, uvStride: 2 * uStride, colour };
}

/** One colour all over, as 0xRRGGBB. */
export function flatRgba(width: number, height: number, rgb: number): RgbaFrame {
  const pixel = [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff, 0xff];
  const data = Uint8Array.from({ length: width * height * 4 }, (_, at) => pixel[at % 4]);
  return { format: 'rgba', width, height, data, stride: width * 4 };
}
