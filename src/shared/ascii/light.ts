/**
 * Light of a gamma-coded value is value^2.2: near enough to sRGB's own curve (IEC 61966-2-1) for
 * gains, and a gain in light is then a gain in the value.
 */
export const DISPLAY_GAMMA = 2.2;
