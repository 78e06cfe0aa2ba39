import { describe, expect, it } from 'vitest';
import { largestTile } from '../../../../src/renderer/ui/largest-tile';
import { SELF_TILE } from '../../../../src/renderer/ui/participant-tiles';
import type { PlacedPicture } from '../../../../src/renderer/ui/participants-layout';
import { isScreenTile, type TileKey, tileKey } from '../../../../src/shared/stage/tile-key';

const BOB = tileKey('bob', 'camera');
const CAROL = tileKey('carol', 'camera');
const SCREEN = tileKey('carol', 'screen');

/** Tiles in their order, each as wide as that, and as high. */
function placed(...tiles: [key: TileKey, size: number, isInset?: boolean][]) {
  return new Map<TileKey, PlacedPicture>(
    tiles.map(([key, size, isInset = false]) => {
      return [key, { rect: { col: 0, row: 0, cols: size, rows: size }, isInset }];
    }),
  );
}
const all = (): boolean => true;

describe('largestTile', () => {
  it('is the first of the largest', () => {
    expect(largestTile(placed([BOB, 10], [CAROL, 20], [SCREEN, 20]), all)).toBe(CAROL);
  });

  it('is the local user’s only where there is no other, however large it is', () => {
    expect(largestTile(placed([SELF_TILE, 30], [BOB, 10]), all)).toBe(BOB);
    expect(largestTile(placed([SELF_TILE, 30]), all)).toBe(SELF_TILE);
  });

  it('is none that lies on another where there is one that does not', () => {
    expect(largestTile(placed([BOB, 30, true], [CAROL, 10]), all)).toBe(CAROL);
  });

  it('is one of those that are meant, if there is one', () => {
    const tiles = placed([BOB, 10], [SCREEN, 30]);
    expect(largestTile(tiles, (key) => !isScreenTile(key))).toBe(BOB);
    expect(largestTile(placed([SCREEN, 30]), (key) => !isScreenTile(key))).toBeNull();
    expect(largestTile(placed(), all)).toBeNull();
  });
});
