import type { PixelFrame } from './pixel-frame';

/** A part of a frame, as shares of its width and height, 0 to 1. */
export interface FrameShare {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** From a whole chroma sample on, and at least one long. */
function placeOf(start: number, share: number, px: number): readonly [number, number] {
  const from = Math.min(Math.max(0, px - 2), Math.max(0, Math.round((start * px) / 2) * 2));
  const length = Math.min(px - from, Math.max(2, Math.round((share * px) / 2) * 2));
  return [from, length];
}

function partOf(frame: PixelFrame, share: FrameShare): Part {
  const [left, width] = placeOf(share.x, share.width, frame.width);
  const [top, height] = placeOf(share.y, share.height, frame.height);
  return { left, top, width, height };
}

/** A part of `frame`, to the nearest two pixels. Copies nothing: it looks into the same memory. */
export function cropFrame(frame: PixelFrame, share: FrameShare): PixelFrame {
  const { left, top, width, height } = partOf(frame, share);
  switch (frame.format) {
    case 'rgba':
      return {
        ...frame,
        width,
        height,
        data: frame.data.subarray(top * frame.stride + left * 4),
      };
    case 'nv12':
      return {
        ...frame,
        width,
        height,
        y: frame.y.subarray(top * frame.yStride + left),
        uv: frame.uv.subarray((top / 2) * frame.uvStride + left),
      };
    case 'i420':
      return {
        ...frame,
        width,
        height,
        y: frame.y.subarray(top * frame.yStride + left),
        u: frame.u.subarray((top / 2) * frame.uStride + left / 2),
        v: frame.v.subarray((top / 2) * frame.vStride + left / 2),
      };
  }
}
