import type { I420Frame } from '../../src/shared/ascii/pixel-frame';

/** The same picture in the range that players take for granted: luma 16..235, chroma 16..240. */
export function toLimitedRange(frame: I420Frame): I420Frame {
  if (!frame.colour.isFullRange) return frame;
  const chroma = (plane: Uint8Array): Uint8Array =>
    plane.map((value) => Math.round(128 + ((value - 128) * 224) / 255));
  return {
    ...frame,
    y: frame.y.map((value) => Math.round(16 + (value * 219) / 255)),
    u: chroma(frame.u),
    v: chroma(frame.v),
    colour: { ...frame.colour, isFullRange: false },
  };
}
