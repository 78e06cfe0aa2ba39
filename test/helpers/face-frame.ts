import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decode } from 'jpeg-js';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';

/** See HEAD_CLIP in fake-camera.ts. */
export const HEAD_CLIP = fileURLToPath(new URL('../fixtures/head.mjpeg', import.meta.url));

const START_OF_IMAGE = Buffer.from([0xff, 0xd8, 0xff]);

/** Frame `index` (0..119) of the head clip, 640x480, as a decoder gives it: full-range BT.601. */
export function faceFrame(index = 0, clip = HEAD_CLIP): I420Frame {
  // Without the colour transform the decoder's three bytes a pixel are Y, U and V.
  const { width, height, data } = decode(jpegAt(readFileSync(clip), index), {
    useTArray: true,
    formatAsRGBA: false,
    colorTransform: false,
  });
  return {
    format: 'i420',
    width,
    height,
    y: channel(data, width, height, 0, 1),
    u: channel(data, width, height, 1, 2),
    v: channel(data, width, height, 2, 2),
    yStride: width,
    uStride: width / 2,
    vStride: width / 2,
    colour: { matrix: 'bt601', isFullRange: true },
  };
}

/** A motion JPEG is nothing but JPEG files end to end. */
function jpegAt(clip: Buffer, index: number): Buffer {
  let start = clip.indexOf(START_OF_IMAGE);
  for (let skipped = 0; skipped < index; skipped++) {
    start = clip.indexOf(START_OF_IMAGE, start + 1);
  }
  if (start < 0) throw new Error(`the head clip has no frame ${index}`);
  const end = clip.indexOf(START_OF_IMAGE, start + 1);
  return clip.subarray(start, end < 0 ? undefined : end);
}

/** Every `step`-th sample of one of three interleaved channels, across and down. */
function channel(
  data: Uint8Array,
  width: number,
  height: number,
  offset: number,
  step: number,
): Uint8Array {
  const plane = new Uint8Array((width / step) * (height / step));
  let at = 0;
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) plane[at++] = data[(y * width + x) * 3 + offset];
  }
  return plane;
}
