import { beforeEach, describe, expect, it } from 'vitest';
import { StageZoom } from '../../../../src/renderer/ui/stage-zoom';
import type { TileKey } from '../../../../src/shared/stage/tile-key';

const TILES: readonly TileKey[] = ['a/camera', 'b/camera', 'self/camera'];

describe('StageZoom', () => {
  let tiles: readonly TileKey[];
  let shown: TileKey | null;
  let zoom: StageZoom;

  beforeEach(() => {
    tiles = TILES;
    shown = null;
    zoom = new StageZoom({
      tiles: () => tiles,
      show: (key) => {
        shown = key;
      },
    });
  });

  it('makes a tile large by its number, and small again by the same', () => {
    expect(zoom.handleKey('2')).toBe(true);
    expect(shown).toBe('b/camera');
    expect(zoom.handleKey('3')).toBe(true);
    expect(shown).toBe('self/camera');
    zoom.handleKey('3');
    expect(shown).toBeNull();
  });

  it('goes back by Esc or Enter, and forth by Enter to the one before', () => {
    zoom.handleKey('2');
    expect(zoom.handleKey('Escape')).toBe(true);
    expect(shown).toBeNull();
    zoom.handleKey('Enter');
    expect(shown).toBe('b/camera');
    zoom.handleKey('Enter');
    expect(shown).toBeNull();
  });

  it('leaves keys alone that mean nothing here', () => {
    expect(zoom.handleKey('Escape')).toBe(false);
    for (const key of ['0', '4', '9', 'a', 'F1', 'Tab']) expect(zoom.handleKey(key)).toBe(false);
    tiles = TILES.slice(0, 1);
    expect(zoom.handleKey('1')).toBe(false);
    expect(zoom.handleKey('Enter')).toBe(false);
  });

  it('does not stay with somebody who has left', () => {
    zoom.handleKey('1');
    tiles = TILES.slice(1);
    expect(zoom.handleKey('Escape')).toBe(false);
    zoom.handleKey('Enter');
    expect(shown).toBe('b/camera');
  });
});
