// A picture that is looked at through a magnifying glass: how large, and where.

export const MAX_MAGNIFICATION = 8;
/** One press of a key: two of them double it. */
export const MAGNIFY_STEP = Math.SQRT2;
/** One press of a key moves by so much of what is seen. */
const PAN_SHARE = 0.25;

/** What is seen of a picture. */
export interface Magnifier {
  /** 1 (all of it) to MAX_MAGNIFICATION. */
  readonly times: number;
  /** The middle of what is seen, as shares of the picture's width and height. */
  readonly x: number;
  readonly y: number;
}

/** A part of a picture, as shares of its width and height. */
export interface CropShare {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type PanDirection = 'left' | 'right' | 'up' | 'down';

export const NOT_MAGNIFIED: Magnifier = { times: 1, x: 0.5, y: 0.5 };

/** No further than the picture's edge. */
function within(share: number, times: number): number {
  const half = 0.5 / times;
  return Math.min(1 - half, Math.max(half, share));
}

/** Magnified `times` times, about what is in the middle now. */
export function magnifyTo({ x, y }: Magnifier, times: number): Magnifier {
  const wished = Math.min(MAX_MAGNIFICATION, Math.max(1, times));
  // Steps of a square root add up to whole numbers only nearly.
  const whole = Math.round(wished);
  const exact = Math.abs(wished - whole) < 0.01 ? whole : wished;
  return { times: exact, x: within(x, exact), y: within(y, exact) };
}

export function pan(magnifier: Magnifier, direction: PanDirection): Magnifier {
  const { times, x, y } = magnifier;
  const step = PAN_SHARE / times;
  switch (direction) {
    case 'left':
      return { times, x: within(x - step, times), y };
    case 'right':
      return { times, x: within(x + step, times), y };
    case 'up':
      return { times, x, y: within(y - step, times) };
    case 'down':
      return { times, x, y: within(y + step, times) };
  }
}

/** The part that is seen; `null`: all. */
export function cropOf({ times, x, y }: Magnifier): CropShare | null {
  if (times === 1) return null;
  const side = 1 / times;
  return { x: x - side / 2, y: y - side / 2, width: side, height: side };
}
