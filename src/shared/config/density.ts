// Picture cells per text cell along each axis.

/** Coarser than that is no picture, finer than that no text. */
export const MIN_DENSITY = 0.5;
export const MAX_DENSITY = 4;
