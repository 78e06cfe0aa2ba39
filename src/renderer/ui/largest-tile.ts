import type { TileKey } from '../../shared/stage/tile-key';
import { SELF_TILE } from './participant-tiles';
import type { PlacedPicture } from './participants-layout';

/**
 * The tile among those that are meant whose picture has most cells, the first of several: one in a
 * corner of another counts for none, and the local user's only when there is no other.
 */
export function largestTile(
  placed: ReadonlyMap<TileKey, PlacedPicture>,
  isMeant: (key: TileKey) => boolean,
): TileKey | null {
  const meant = [...placed.keys()].filter(isMeant);
  const others = meant.filter((key) => key !== SELF_TILE);
  let largest: TileKey | null = null;
  let mostCells = -1;
  for (const key of others.length > 0 ? others : meant) {
    const cells = cellsOf(placed.get(key));
    if (cells <= mostCells) continue;
    largest = key;
    mostCells = cells;
  }
  return largest;
}

function cellsOf(place: PlacedPicture | undefined): number {
  return place === undefined || place.isInset ? 0 : place.rect.cols * place.rect.rows;
}
