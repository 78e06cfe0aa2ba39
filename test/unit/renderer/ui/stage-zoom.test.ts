import { beforeEach, describe, expect, it } from 'vitest';
import { StageZoom } from '../../../../src/renderer/ui/stage-zoom';
import type { TileKey } from '../../../../src/shared/stage/tile-key';

const TILES: readonly TileKey[] = ['a/camera', 'b/camera', 'self/camera'];

describe('StageZoom', () => {
  let tiles: readonly TileKey[];
  let shown: TileKey | null;
  let zoom: StageZoom;
  let nowMs: number;

  /** A key, a second after the one before. */
  function press(key: string): boolean {
    nowMs += 1_000;
    return zoom.handleKey(key, nowMs);
  }

  beforeEach(() => {
    tiles = TILES;
    shown = null;
    nowMs = 0;
    zoom = new StageZoom({
      tiles: () => tiles,
      show: (key) => {
        shown = key;
      },
    });
  });

  it('makes a tile large by its number, and small again by the same', () => {
    expect(press('2')).toBe(true);
    expect(shown).toBe('b/camera');
    expect(press('3')).toBe(true);
    expect(shown).toBe('self/camera');
    press('3');
    expect(shown).toBeNull();
  });

  it('makes all tiles alike by Esc or Enter, and the one before large again by Enter', () => {
    press('2');
    expect(press('Escape')).toBe(true);
    expect(shown).toBeNull();
    press('Enter');
    expect(shown).toBe('b/camera');
    press('Enter');
    expect(shown).toBeNull();
  });

  it('leaves keys alone that choose no tile', () => {
    expect(press('Escape')).toBe(false);
    for (const key of ['0', '4', '9', 'a', 'F1', 'Tab']) expect(press(key)).toBe(false);
    tiles = TILES.slice(0, 1);
    expect(press('1')).toBe(false);
    expect(press('Enter')).toBe(false);
  });

  it('makes all tiles alike when the large one has left', () => {
    press('1');
    tiles = TILES.slice(1);
    expect(press('Escape')).toBe(false);
    press('Enter');
    expect(shown).toBe('b/camera');
  });

  it('gives a number back that begins a line, and makes large what was so before', () => {
    press('3');
    expect(zoom.handleKey('1', 5_000)).toBe(true);
    expect(zoom.handleKey('2', 5_100)).toBe(true);
    expect(zoom.takeBack(' ', 5_300)).toBe('12');
    expect(shown).toBe('self/camera');
    expect(zoom.takeBack('p', 5_400)).toBeNull();
  });

  it('takes a number that no tile has for the beginning of a line', () => {
    zoom.handleKey('1', 0);
    expect(zoom.takeBack('0', 200)).toBe('1');
    expect(shown).toBeNull();
  });

  it('keeps the tile of a number large when nothing, or something else, follows', () => {
    zoom.handleKey('2', 0);
    expect(zoom.takeBack('Shift', 100)).toBeNull();
    expect(zoom.takeBack('3', 200)).toBeNull();
    expect(zoom.takeBack('h', 5_000)).toBeNull();
    zoom.handleKey('Enter', 6_000);
    expect(zoom.takeBack('h', 6_100)).toBeNull();
    expect(shown).toBeNull();
  });
});
