import type { I420Frame, PixelFrame, RgbaFrame } from '../../src/shared/ascii/pixel-frame';
import { createSampleGrid, type SampleGrid } from '../../src/shared/ascii/sample-grid';
import { rgbOf } from './yuv-to-rgb';

/** Reads a pixel's channel. */
type Read = (x: number, y: number) => number;

/** The mean of an area with fractional edges, in floats, pixel by pixel: slow and plainly right. */
function areaMean(read: Read, left: number, top: number, right: number, bottom: number): number {
  let sum = 0;
  for (let y = Math.floor(top); y < bottom; y++) {
    for (let x = Math.floor(left); x < right; x++) {
      const width = Math.min(right, x + 1) - Math.max(left, x);
      const height = Math.min(bottom, y + 1) - Math.max(top, y);
      sum += width * height * read(x, y);
    }
  }
  return sum / ((right - left) * (bottom - top));
}

/** Averages one channel into an image. */
function averageImage(
  read: Read,
  [width, height]: readonly [number, number],
  [cols, rows]: readonly [number, number],
): Float64Array {
  const image = new Float64Array(cols * rows);
  const [stepX, stepY] = [width / cols, height / rows];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const [left, top] = [col * stepX, row * stepY];
      // An edge that is one rounding error beyond a pixel must not read the next one.
      const right = Math.min(width, left + stepX);
      image[row * cols + col] = areaMean(read, left, top, right, Math.min(height, top + stepY));
    }
  }
  return image;
}

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

function yuv709Of([red, green, blue]: readonly number[]): number[] {
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return [y, (blue - y) / 1.8556 + 128, (red - y) / 1.5748 + 128];
}

function sampleYuv(frame: I420Frame, samples: SampleGrid): void {
  const { cols, rows } = samples;
  const half = [(frame.width + 1) >> 1, (frame.height + 1) >> 1] as const;
  const plane =
    (bytes: Uint8Array, stride: number): Read =>
    (x, y) =>
      bytes[y * stride + x];
  const y = averageImage(
    plane(frame.y, frame.yStride),
    [frame.width, frame.height],
    [2 * cols, 4 * rows],
  );
  const u = averageImage(plane(frame.u, frame.uStride), half, [2 * cols, 2 * rows]);
  const v = averageImage(plane(frame.v, frame.vStride), half, [2 * cols, 2 * rows]);
  eachSample(samples, (luma, chroma, put) => {
    put(yuv709Of(rgbOf(y[luma], u[chroma], v[chroma], frame.colour)));
  });
}

function sampleRgb(frame: RgbaFrame, samples: SampleGrid): void {
  const { cols, rows } = samples;
  const size = [frame.width, frame.height] as const;
  const image = (channel: number, perCell: number): Float64Array =>
    averageImage((x, y) => frame.data[y * frame.stride + 4 * x + channel], size, [
      2 * cols,
      perCell * rows,
    ]);
  const fine = [0, 1, 2].map((channel) => image(channel, 4));
  const coarse = [0, 1, 2].map((channel) => image(channel, 2));
  eachSample(samples, (luma, chroma, put) => {
    const [y] = yuv709Of(fine.map((each) => each[luma]));
    const [, u, v] = yuv709Of(coarse.map((each) => each[chroma]));
    put([y, u, v]);
  });
}

/** Calls `visit` with the places of each luma sample and its quadrant in their images. */
function eachSample(
  samples: SampleGrid,
  visit: (luma: number, chroma: number, put: (yuv: readonly number[]) => void) => void,
): void {
  const width = 2 * samples.cols;
  for (let y = 0; y < 4 * samples.rows; y++) {
    for (let x = 0; x < width; x++) {
      const cell = (y >> 2) * samples.cols + (x >> 1);
      visit(y * width + x, (y >> 1) * width + x, ([luma, u, v]) => {
        samples.luma[cell * 8 + (y & 3) * 2 + (x & 1)] = clamp(luma);
        samples.u[cell * 4 + ((y & 3) >> 1) * 2 + (x & 1)] = clamp(u);
        samples.v[cell * 4 + ((y & 3) >> 1) * 2 + (x & 1)] = clamp(v);
      });
    }
  }
}

/** What the sampler must compute, written plainly: its tests' oracle, and the bench's slow lane. */
export function naiveSamples(
  frame: Exclude<PixelFrame, { format: 'nv12' }>,
  cols: number,
  rows: number,
): SampleGrid {
  const samples = createSampleGrid(cols, rows);
  if (frame.format === 'rgba') sampleRgb(frame, samples);
  else sampleYuv(frame, samples);
  return samples;
}
