/**
 * Where the local picture goes while others are on the stage: into a corner, among the tiles, or
 * nowhere. `auto`: into a corner as long as there is one other, and among the tiles from two on.
 */
export const SELF_VIEWS = [
  'auto',
  'tile',
  'hidden',
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
] as const;
export type SelfView = (typeof SELF_VIEWS)[number];
export type PlacedSelfView = Exclude<SelfView, 'auto'>;

/**
 * What `wish` means with so many others on the stage. Alone it is a tile: there is nothing else.
 */
export function placeSelfView(wish: SelfView, others: number): PlacedSelfView {
  if (wish !== 'auto') return others === 0 && wish !== 'hidden' ? 'tile' : wish;
  return others === 1 ? 'bottom-right' : 'tile';
}
