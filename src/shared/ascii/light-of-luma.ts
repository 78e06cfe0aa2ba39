import { DISPLAY_GAMMA } from './light';

/** Light of each luma, 256 entries, 0..1. */
export const LIGHT_OF_LUMA = Float32Array.from(
  { length: 256 },
  (_, luma) => (luma / 255) ** DISPLAY_GAMMA,
);
