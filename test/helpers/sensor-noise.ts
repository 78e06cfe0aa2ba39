import type { I420Frame } from '../../src/shared/ascii/pixel-frame';

/**
 * The frame as a camera in a dim room sees it: Gaussian noise of `sigma` levels on luma, and half
 * of that on chroma. The same for the same `seed`.
 */
export function withSensorNoise(frame: I420Frame, sigma: number, seed: number): I420Frame {
  const next = gaussians(seed);
  const add = (plane: Uint8Array, deviation: number): Uint8Array => {
    const noisy = new Uint8ClampedArray(plane.length);
    for (let at = 0; at < plane.length; at++) noisy[at] = plane[at] + deviation * next();
    return new Uint8Array(noisy.buffer);
  };
  return {
    ...frame,
    y: add(frame.y, sigma),
    u: add(frame.u, sigma / 2),
    v: add(frame.v, sigma / 2),
  };
}

/** Of deviation 1, by Box and Muller (1958). */
function gaussians(seed: number): () => number {
  const next = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** 0 <= value < 1: xorshift32 (Marsaglia 2003). */
function uniforms(seed: number): () => number {
  // Seeds that follow each other must not give streams that do.
  let state = Math.imul(seed + 1, 0x9e37_79b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
