import type { TileKey } from '../../shared/stage/tile-key';

export interface StageZoomPorts {
  /** The tiles in the order of their numbers. */
  tiles(): readonly TileKey[];
  /** `null`: all alike. */
  show(zoomed: TileKey | null): void;
}

const DIGITS = '123456789';

/** Which tile is large, and the keys that decide it. */
export class StageZoom {
  private current: TileKey | null = null;
  private last: TileKey | null = null;

  constructor(private readonly ports: StageZoomPorts) {}

  to(key: TileKey | null): void {
    if (key !== null) this.last = key;
    this.current = key;
    this.ports.show(key);
  }

  /** Nobody is there any more. */
  forget(): void {
    this.last = null;
    if (this.current !== null) this.to(null);
  }

  /**
   * A key that was pressed while nothing is typed: a tile's number, Enter for the one that was large
   * last, Esc back. `false`: it means nothing here.
   */
  handleKey(key: string): boolean {
    const tiles = this.ports.tiles();
    const isZoomed = this.current !== null && tiles.includes(this.current);
    if (key === 'Escape' || (key === 'Enter' && isZoomed)) {
      if (isZoomed) this.to(null);
      return isZoomed;
    }
    if (tiles.length < 2) return false;
    if (key === 'Enter') {
      this.to(this.last !== null && tiles.includes(this.last) ? this.last : tiles[0]);
      return true;
    }
    const chosen = key.length === 1 ? tiles.at(DIGITS.indexOf(key)) : undefined;
    if (chosen === undefined || !DIGITS.includes(key)) return false;
    this.to(chosen === this.current ? null : chosen);
    return true;
  }
}
