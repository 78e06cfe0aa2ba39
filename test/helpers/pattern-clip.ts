import type { YuvFrame } from './y4m';

/** A soft spot of light; places and sizes as parts of the picture's width and height. */
interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** How much brighter (or darker) its middle is, in steps of brightness. */
  readonly light: number;
  /** How far it drifts. */
  readonly drift: number;
}

// Placed so that the picture looks like neither its mirror image nor itself upside down: a test
// that compares pictures then sees it when one was turned round.
const SPOTS: readonly Spot[] = [
  { x: 0.18, y: 0.25, radius: 0.16, light: -110, drift: 0.02 },
  { x: 0.72, y: 0.2, radius: 0.2, light: 120, drift: 0.03 },
  { x: 0.42, y: 0.62, radius: 0.17, light: 115, drift: 0.02 },
  { x: 0.9, y: 0.78, radius: 0.22, light: -110, drift: 0.03 },
  { x: 0.12, y: 0.88, radius: 0.14, light: 90, drift: 0.02 },
];

const BACKGROUND = 118;
/** Neutral: neither blue nor red. */
const CHROMA_ZERO = 128;
const CHROMA_SWING = 70;

/**
 * Light and dark for 4 x 3 places: rows of a Hadamard matrix, so that no two have anything in
 * common.
 */
const ARRANGEMENTS = [
  '+-+-+++---+-',
  '+--+-+++---+',
  '++--+-+++---',
  '+-+--+-+++--',
  '+--+--+-+++-',
] as const;
const PLACES_ACROSS = 4;
const PLACES_DOWN = 3;

/** Other spots than SPOTS, the same for the same number from 1 on. */
function arrangedSpots(variant: number): Spot[] {
  return Array.from(ARRANGEMENTS[variant - 1], (mark, index) => ({
    x: ((index % PLACES_ACROSS) + 0.5) / PLACES_ACROSS,
    y: (Math.floor(index / PLACES_ACROSS) + 0.5) / PLACES_DOWN,
    radius: 0.17,
    light: mark === '+' ? 100 : -100,
    drift: 0.01,
  }));
}

/** A frame of the pattern; `phase` 0 to 1 goes once round. `variant`: 0, or another arrangement. */
export function patternFrame(
  widthPx: number,
  heightPx: number,
  phase: number,
  variant = 0,
): YuvFrame {
  const spots = variant === 0 ? SPOTS : arrangedSpots(variant);
  const brightness = (x: number, y: number): number =>
    spots.reduce((sum, spot) => sum + spotLight(spot, x, y, phase), BACKGROUND);
  const halfWidth = widthPx / 2;
  const halfHeight = heightPx / 2;
  return {
    widthPx,
    heightPx,
    y: plane(widthPx, heightPx, brightness),
    u: plane(halfWidth, halfHeight, (x) => CHROMA_ZERO + CHROMA_SWING * (x - 0.5)),
    v: plane(halfWidth, halfHeight, (_, y) => CHROMA_ZERO + CHROMA_SWING * (y - 0.5)),
  };
}

function spotLight(spot: Spot, x: number, y: number, phase: number): number {
  const angle = 2 * Math.PI * phase;
  const dx = x - spot.x - spot.drift * Math.cos(angle);
  const dy = y - spot.y - spot.drift * Math.sin(angle);
  return spot.light * Math.exp(-(dx * dx + dy * dy) / (2 * spot.radius * spot.radius * 0.36));
}

/** Fills a plane from a function of the place in the picture, each coordinate 0 to 1. */
function plane(width: number, height: number, at: (x: number, y: number) => number): Uint8Array {
  // Clamped: spots that overlap may add up to more than white.
  const values = new Uint8ClampedArray(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      values[row * width + column] = at(column / width, row / height);
    }
  }
  return new Uint8Array(values.buffer);
}
