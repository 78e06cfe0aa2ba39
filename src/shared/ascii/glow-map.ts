import type { ColourMap } from './colour-map';
import { lumaOfRgb } from './luma';

const LEVELS = 256;

/** Brightness alone, as a scale of `stops` (0xRRGGBB, two or more, from dark to bright). */
export function glowMap(stops: readonly number[]): ColourMap {
  const colours = Uint32Array.from({ length: LEVELS }, (_, luma) => {
    const place = (luma * (stops.length - 1)) / (LEVELS - 1);
    const below = Math.min(Math.floor(place), stops.length - 2);
    return between(stops[below], stops[below + 1], place - below);
  });
  return (rgb) => colours[lumaOfRgb(rgb)];
}

function between(from: number, to: number, share: number): number {
  const channel = (shift: number): number => {
    const [start, end] = [(from >> shift) & 0xff, (to >> shift) & 0xff];
    return Math.round(start + (end - start) * share) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}
