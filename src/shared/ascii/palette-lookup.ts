import type { ColourMap } from './colour-map';
import { DITHER_STEPS } from './dither-thresholds';
import { type Oklab, oklabOf } from './oklab';

/** Colours are looked up by so many bits of each channel. */
const BITS = 5;
const ENTRIES = 1 << (3 * BITS);

/**
 * How much it counts against a pair of colours that they differ: the further apart two are that
 * take turns, the more they show as a pattern in place of the colour between them.
 */
const PATTERN_WEIGHT = 0.4;

/**
 * Maps any colour to one of `colours` (0xRRGGBB, at most 256): to the nearest to the eye, or, with
 * dithering, to that one and a second, in the shares that look nearest from afar.
 *
 * Black and white become the palette's darkest and brightest, and what lies between is spread
 * evenly. Otherwise a palette of pastels would draw every face in the one or two that are nearest
 * to it. In a palette of one tint, grey becomes that tint.
 */
export function paletteLookup(colours: readonly number[]): ColourMap {
  const points = new PalettePoints(colours.map(oklabOf));
  const nearest = new Uint8Array(ENTRIES);
  const second = new Uint8Array(ENTRIES);
  const secondSteps = new Uint8Array(ENTRIES);
  for (let entry = 0; entry < ENTRIES; entry++) {
    points.match(oklabOf(colourOfEntry(entry)));
    nearest[entry] = points.nearest;
    second[entry] = points.second;
    secondSteps[entry] = Math.round(points.share * DITHER_STEPS);
  }
  const shown = Uint32Array.from(colours);
  return (rgb, threshold) => {
    const entry = entryOf(rgb);
    return shown[threshold < secondSteps[entry] ? second[entry] : nearest[entry]];
  };
}

function entryOf(rgb: number): number {
  return ((rgb >> 9) & 0x7c00) | ((rgb >> 6) & 0x3e0) | ((rgb >> 3) & 0x1f);
}

/** 5 bits to 8, so that black stays black and white white. */
function colourOfEntry(entry: number): number {
  return (widen(entry >> 10) << 16) | (widen(entry >> 5) << 8) | widen(entry);
}

function widen(bits: number): number {
  const step = bits & 0x1f;
  return (step << 3) | (step >> 2);
}

/** A palette's colours as points in Oklab, and which of them come nearest to one that is wanted. */
class PalettePoints {
  nearest = 0;
  /** What takes turns with the nearest, for `share` (0..0.5) of the cells. */
  second = 0;
  share = 0;
  private readonly l: Float64Array;
  private readonly a: Float64Array;
  private readonly b: Float64Array;
  private readonly darkest: number;
  private readonly brightest: number;
  private readonly tintA: number;
  private readonly tintB: number;

  constructor(points: readonly Oklab[]) {
    [this.l, this.a, this.b] = [0, 1, 2].map((axis) =>
      Float64Array.from(points, (point) => point[axis]),
    );
    this.darkest = Math.min(...this.l);
    this.brightest = Math.max(...this.l);
    [this.tintA, this.tintB] = tintOf(this.a, this.b);
  }

  match([lightness, a, b]: Oklab): void {
    const wantedL = this.darkest + lightness * (this.brightest - this.darkest);
    const [wantedA, wantedB] = [a + this.tintA, b + this.tintB];
    const alone = this.matchNearest(wantedL, wantedA, wantedB);
    const at = this.nearest;
    this.matchSecond(wantedL - this.l[at], wantedA - this.a[at], wantedB - this.b[at], alone);
  }

  /** The squared distance of the nearest. */
  private matchNearest(wantedL: number, wantedA: number, wantedB: number): number {
    let least = Infinity;
    for (let place = 0; place < this.l.length; place++) {
      const [stepL, stepA] = [this.l[place] - wantedL, this.a[place] - wantedA];
      const stepB = this.b[place] - wantedB;
      const square = stepL * stepL + stepA * stepA + stepB * stepB;
      if (square >= least) continue;
      least = square;
      this.nearest = place;
    }
    return least;
  }

  /** By the way from the nearest to what is wanted, and its square. */
  private matchSecond(wantedL: number, wantedA: number, wantedB: number, alone: number): void {
    const { l, a, b, nearest } = this;
    this.second = nearest;
    this.share = 0;
    let least = alone;
    for (let place = 0; place < l.length; place++) {
      const [stepL, stepA] = [l[place] - l[nearest], a[place] - a[nearest]];
      const stepB = b[place] - b[nearest];
      const along = stepL * wantedL + stepA * wantedA + stepB * wantedB;
      if (along <= 0) continue;
      const square = stepL * stepL + stepA * stepA + stepB * stepB;
      // Least of |wanted - share * step|^2 + PATTERN_WEIGHT * share * (1 - share) * |step|^2.
      const full = (along - (PATTERN_WEIGHT * square) / 2) / (square * (1 - PATTERN_WEIGHT));
      const share = Math.min(0.5, Math.max(0, full));
      const pattern = PATTERN_WEIGHT * share * (1 - share) * square;
      const error = alone - 2 * share * along + share * share * square + pattern;
      if (error >= least) continue;
      least = error;
      this.second = place;
      this.share = share;
    }
  }
}

/** The mean colour, as far as all colours share it: next to nothing for a palette of many. */
function tintOf(a: Float64Array, b: Float64Array): [number, number] {
  const mean = (values: Float64Array): number =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const spread = Math.sqrt(mean(a.map((each, at) => (each - meanA) ** 2 + (b[at] - meanB) ** 2)));
  const distance = Math.hypot(meanA, meanB);
  const share = distance === 0 ? 0 : distance / (distance + spread);
  return [meanA * share, meanB * share];
}
