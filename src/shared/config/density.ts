// Picture cells per text cell along each axis.

/** Coarser than that is no picture, finer than that no text. */
export const MIN_DENSITY = 0.5;
export const MAX_DENSITY = 4;

/** A density times `factor`, to two digits and within what there is. */
export function scaledDensity(density: number, factor: number): number {
  const wished = Math.round(density * factor * 100) / 100;
  return Math.min(MAX_DENSITY, Math.max(MIN_DENSITY, wished));
}
