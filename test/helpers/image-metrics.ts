/** One channel of a picture, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Gaussian blur; beyond its edges the picture goes on as it ends. */
export function gaussianBlur({ width, height, values }: Plane, sigma: number): Float32Array {
  const taps = gaussianTaps(sigma);
  const across = blurLines(values, width, height, 1, width, taps);
  return blurLines(across, height, width, width, 1, taps);
}

/** Half of a symmetric kernel that sums to 1: its middle, then outward to 3 sigma. */
function gaussianTaps(sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(3 * sigma));
  const half = Float32Array.from({ length: reach + 1 }, (_, at) =>
    Math.exp((-at * at) / (2 * sigma * sigma)),
  );
  const sum = half.reduce((total, tap, at) => total + (at === 0 ? tap : 2 * tap), 0);
  return half.map((tap) => tap / sum);
}

/** Blurs `count` lines of `length` values that lie `step` apart; lines start `stride` apart. */
function blurLines(
  values: Float32Array,
  length: number,
  count: number,
  step: number,
  stride: number,
  taps: Float32Array,
): Float32Array {
  const blurred = new Float32Array(values.length);
  for (let line = 0; line < count; line++) {
    const start = line * stride;
    for (let at = 0; at < length; at++) {
      let sum = taps[0] * values[start + at * step];
      for (let tap = 1; tap < taps.length; tap++) {
        const before = start + Math.max(0, at - tap) * step;
        const after = start + Math.min(length - 1, at + tap) * step;
        sum += taps[tap] * (values[before] + values[after]);
      }
      blurred[start + at * step] = sum;
    }
  }
  return blurred;
}

const PEAK = 255;

/** Peak signal-to-noise ratio of channels 0..255, dB; infinite for equal ones. */
export function psnr(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let sum = 0;
  let count = 0;
  a.forEach((channel, index) => {
    for (let at = 0; at < channel.length; at++) sum += (channel[at] - b[index][at]) ** 2;
    count += channel.length;
  });
  return 10 * Math.log10((PEAK * PEAK * count) / sum);
}

/** The window and constants of Wang, Bovik, Sheikh and Simoncelli (2004). */
const SSIM_SIGMA = 1.5;
const SSIM_C1 = (0.01 * PEAK) ** 2;
const SSIM_C2 = (0.03 * PEAK) ** 2;

/** Mean structural similarity of two planes of one size, values 0..255. */
export function ssim(a: Plane, b: Plane): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error('planes of unequal size');
  const mean = (values: Float32Array): Float32Array =>
    gaussianBlur({ width: a.width, height: a.height, values }, SSIM_SIGMA);
  const product = (x: Plane, y: Plane): Float32Array =>
    mean(x.values.map((value, at) => value * y.values[at]));
  const [meanA, meanB] = [mean(a.values), mean(b.values)];
  const [squareA, squareB, cross] = [product(a, a), product(b, b), product(a, b)];
  const total = meanA.reduce((sum, mA, at) => {
    const mB = meanB[at];
    const spread = squareA[at] - mA * mA + squareB[at] - mB * mB;
    const shared = cross[at] - mA * mB;
    const light = (2 * mA * mB + SSIM_C1) / (mA * mA + mB * mB + SSIM_C1);
    return sum + (light * (2 * shared + SSIM_C2)) / (spread + SSIM_C2);
  }, 0);
  return total / meanA.length;
}
