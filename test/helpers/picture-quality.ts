import type { CellGrid } from '../../src/shared/ascii/cells';
import type { GlyphAtlas } from '../../src/shared/ascii/glyph-atlas';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { createRaster } from '../../src/shared/ascii/raster';
import { gaussianBlur, type Plane, psnr, ssim } from './image-metrics';
import { frameToRgb } from './frame-to-rgb';

/** Light of three primaries, 0..1, at half the size of the painted picture. */
export interface LightPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly planes: readonly [red: Float32Array, green: Float32Array, blue: Float32Array];
}

/** How near a drawn picture comes to what it shows, as an eye some way off sees both. */
export interface PictureQuality {
  /** Structural similarity of luma, up to 1. */
  readonly ssim: number;
  /** Decibels, luma and all three channels. */
  readonly psnrDb: number;
  readonly psnrRgbDb: number;
  /** After one gain on the whole drawn picture: an eye adapts to a dim one. */
  readonly ssimFit: number;
  readonly psnrFitDb: number;
}

const GAMMA = 2.2;

/** Blur of the eye in painted pixels: a quarter of a cell of 16 pixels. */
const DEFAULT_SIGMA_PX = 4;

/** Compares cells, painted with `atlas`, with the frame that they were drawn from. */
export function pictureQuality(
  cells: CellGrid,
  atlas: GlyphAtlas,
  frame: I420Frame,
  sigmaPx = DEFAULT_SIGMA_PX,
): PictureQuality {
  const drawn = seen(paintedLight(cells, atlas), sigmaPx / 2);
  const { widthPx, heightPx } = drawn;
  const source = seen(frameLight(frame, widthPx, heightPx), sigmaPx / 2);
  return compareLooks(source, drawn);
}

/** What is seen of a picture: gamma-coded channels 0..255, and their luma. */
interface Look {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: readonly Float32Array[];
  readonly luma: Plane;
}

/** Blurred as light, as eyes do, then coded as numbers that differ by what eyes notice. */
function seen({ widthPx, heightPx, planes }: LightPicture, sigmaPx: number): Look {
  const size = { width: widthPx, height: heightPx };
  const channels = planes.map((values) =>
    gaussianBlur({ ...size, values }, sigmaPx).map((light) => 255 * light ** (1 / GAMMA)),
  );
  const [red, green, blue] = channels;
  const luma = red.map((value, at) => 0.2126 * value + 0.7152 * green[at] + 0.0722 * blue[at]);
  return { widthPx, heightPx, channels, luma: { ...size, values: luma } };
}

function compareLooks(source: Look, drawn: Look): PictureQuality {
  const gain = bestGain(source.luma.values, drawn.luma.values);
  const adapted = { ...drawn.luma, values: drawn.luma.values.map((value) => value * gain) };
  return {
    ssim: ssim(source.luma, drawn.luma),
    psnrDb: psnr([source.luma.values], [drawn.luma.values]),
    psnrRgbDb: psnr(source.channels, drawn.channels),
    ssimFit: ssim(source.luma, adapted),
    psnrFitDb: psnr([source.luma.values], [adapted.values]),
  };
}

/** The gain on `drawn` that brings it nearest to `source`, by least squares. */
function bestGain(source: Float32Array, drawn: Float32Array): number {
  let cross = 0;
  let square = 0;
  for (let at = 0; at < source.length; at++) {
    cross += source[at] * drawn[at];
    square += drawn[at] * drawn[at];
  }
  return square === 0 ? 1 : cross / square;
}

/** Paints the cells over black, as the app does, and halves the picture's size. */
export function paintedLight(cells: CellGrid, atlas: GlyphAtlas): LightPicture {
  const { cellWidthPx, cellHeightPx } = atlas;
  const [width, height] = [cells.cols * cellWidthPx, cells.rows * cellHeightPx];
  const pixels = new Uint8ClampedArray(width * height * 4);
  createRaster({ cellWidthPx, cellHeightPx, atlas }).paint(cells, pixels, true);
  return halved(pixels, width, height);
}

function halved(rgba: Uint8ClampedArray, width: number, height: number): LightPicture {
  const [widthPx, heightPx] = [width >> 1, height >> 1];
  const lights = Float32Array.from({ length: 256 }, (_, value) => (value / 255) ** GAMMA);
  // Over black an ink's alpha darkens its coded value: terminals mix in sRGB.
  const lightAt = (pixel: number, channel: number): number =>
    lights[Math.round((rgba[pixel * 4 + channel] * rgba[pixel * 4 + 3]) / 255)];
  const plane = (channel: number): Float32Array =>
    Float32Array.from({ length: widthPx * heightPx }, (_, at) => {
      const first = 2 * (at % widthPx) + 2 * Math.floor(at / widthPx) * width;
      const corners = [first, first + 1, first + width, first + width + 1];
      return corners.reduce((sum, pixel) => sum + lightAt(pixel, channel) / 4, 0);
    });
  return { widthPx, heightPx, planes: [plane(0), plane(1), plane(2)] };
}

/** The frame as light, stretched over a picture of the given size. */
export function frameLight(frame: I420Frame, widthPx: number, heightPx: number): LightPicture {
  const [red, green, blue] = frameToRgb(frame, widthPx, heightPx);
  const light = (values: Float32Array): Float32Array =>
    values.map((value) => (value / 255) ** GAMMA);
  return { widthPx, heightPx, planes: [light(red), light(green), light(blue)] };
}
