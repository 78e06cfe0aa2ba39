import { NO_BACKGROUND } from './cells';

/** Of 0xRRGGBB each: whether no channel is off by more. What is a terminal's own is near itself. */
export function areNear(one: number, other: number, tolerance: number): boolean {
  if (one === NO_BACKGROUND || other === NO_BACKGROUND) return one === other;
  return (
    Math.abs((one >> 16) - (other >> 16)) <= tolerance &&
    Math.abs(((one >> 8) & 0xff) - ((other >> 8) & 0xff)) <= tolerance &&
    Math.abs((one & 0xff) - (other & 0xff)) <= tolerance
  );
}

/** So near have ink and paper to be for a cell without any shape: shapes are seen sooner. */
export function flatTolerance(tolerance: number): number {
  return tolerance >> 1;
}

/** What two colours are together, as 0xRRGGBB each. */
export function mixed(one: number, other: number): number {
  return ((one >>> 1) & 0x7f7f7f) + ((other >>> 1) & 0x7f7f7f);
}
