/** @typedef {import('../lib/import-typescript.mjs').I420Frame} I420Frame */

/**
 * A part of an I420 frame, in its pixels; its place and its sides are even.
 *
 * @param {I420Frame} frame
 * @param {{ x: number, y: number, width: number, height: number }} part
 * @returns {I420Frame}
 */
export function cropFrame(frame, { x, y, width, height }) {
  const { yStride, uStride, vStride } = frame;
  return {
    ...frame,
    width,
    height,
    y: frame.y.subarray(y * yStride + x),
    u: frame.u.subarray((y / 2) * uStride + x / 2),
    v: frame.v.subarray((y / 2) * vStride + x / 2),
  };
}
