import type { YuvColour } from './pixel-frame';

/** Shares of red and blue in luma (ITU-R BT.601-7 section 2.5.1, BT.709-6 section 3). */
const LUMA_SHARES = {
  bt601: { red: 0.299, blue: 0.114 },
  bt709: { red: 0.2126, blue: 0.0722 },
} as const;

type Rgb = readonly [red: number, green: number, blue: number];
type Yuv = readonly [y: number, u: number, v: number];

function toRgb(matrix: YuvColour['matrix'], [y, u, v]: Yuv): Rgb {
  const share = LUMA_SHARES[matrix];
  const red = y + 2 * (1 - share.red) * v;
  const blue = y + 2 * (1 - share.blue) * u;
  const green = (y - share.red * red - share.blue * blue) / (1 - share.red - share.blue);
  return [red, green, blue];
}

function toYuv709([red, green, blue]: Rgb): Yuv {
  const share = LUMA_SHARES.bt709;
  const y = share.red * red + (1 - share.red - share.blue) * green + share.blue * blue;
  return [y, (blue - y) / (2 * (1 - share.blue)), (red - y) / (2 * (1 - share.red))];
}

/**
 * Three weights for each of Y, U and V: how much of each input channel goes into it; in 1/4096, so
 * that a twin in WebAssembly computes the very same whole numbers.
 */
export interface ChannelWeights {
  readonly y: Rgb;
  readonly u: Rgb;
  readonly v: Rgb;
}

export const WEIGHT_BITS = 12;

function weightsOf(convert: (input: Rgb) => Yuv): ChannelWeights {
  const columns = [convert([1, 0, 0]), convert([0, 1, 0]), convert([0, 0, 1])] as const;
  const row = (channel: number): Rgb => {
    const [first, second, third] = columns.map((each) => fixed(each[channel]));
    return [first, second, third];
  };
  return { y: row(0), u: row(1), v: row(2) };
}

function fixed(weight: number): number {
  return Math.round(weight * (1 << WEIGHT_BITS));
}

/** Levels of limited-range luma and chroma (BT.601-7 section 2.5.3). */
const LIMITED_LUMA_LEVELS = 219;
const LIMITED_CHROMA_LEVELS = 224;
export const LIMITED_BLACK = 16;

/** From a frame's Y - black, U - 128, V - 128 to full-range BT.709. */
export function yuvWeights({ matrix, isFullRange }: YuvColour): ChannelWeights {
  const lumaGain = isFullRange ? 1 : 255 / LIMITED_LUMA_LEVELS;
  const chromaGain = isFullRange ? 1 : 255 / LIMITED_CHROMA_LEVELS;
  return weightsOf(([y, u, v]) => {
    const scaled: Yuv = [y * lumaGain, u * chromaGain, v * chromaGain];
    return matrix === 'bt709' ? scaled : toYuv709(toRgb(matrix, scaled));
  });
}

/** From R, G, B to full-range BT.709. */
export const RGB_WEIGHTS: ChannelWeights = weightsOf(toYuv709);
