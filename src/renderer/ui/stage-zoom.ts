import type { TileKey } from '../../shared/stage/tile-key';

export interface StageZoomPorts {
  /** The tiles in the order of their numbers. */
  tiles(): readonly TileKey[];
  /** `null`: all alike. */
  show(zoomed: TileKey | null): void;
}

const DIGITS = '123456789';
/** Whoever goes on typing within this time after a number meant to write it. */
const TYPING_MS = 800;

/** Which tile is large, and the keys that decide it. */
export class StageZoom {
  private zoomed: TileKey | null = null;
  private last: TileKey | null = null;
  /** Numbers that were just pressed, and what was large before them. */
  private pressed: {
    readonly digits: string;
    readonly before: TileKey | null;
    readonly atMs: number;
  } | null = null;

  constructor(private readonly ports: StageZoomPorts) {}

  /** The tile that is large; `null`: all alike. */
  get current(): TileKey | null {
    return this.zoomed;
  }

  /** `null`: all alike. `false`: it was so before. */
  to(key: TileKey | null): boolean {
    if (key !== null) this.last = key;
    if (key === this.zoomed) return false;
    this.zoomed = key;
    this.ports.show(key);
    return true;
  }

  /** Nobody is there any more. */
  forget(): void {
    this.last = null;
    if (this.zoomed !== null) this.to(null);
  }

  /**
   * A key that was pressed while nothing is typed: a tile's number, Enter for the one that was
   * large last, Esc back. `false`: it means nothing here. `atMs`: when, by any clock.
   */
  handleKey(key: string, atMs: number): boolean {
    const { pressed, zoomed } = this;
    this.pressed = null;
    if (!this.zoom(key)) return false;
    if (DIGITS.includes(key)) {
      const isMore = pressed !== null && atMs - pressed.atMs <= TYPING_MS;
      const digits = isMore ? pressed.digits + key : key;
      this.pressed = { digits, before: isMore ? pressed.before : zoomed, atMs };
    }
    return true;
  }

  /**
   * A key that types something, while nothing is typed: when it follows numbers at once, they were
   * the beginning of a line. Gives them back, and shows what was large before; `null`: there were
   * none.
   */
  takeBack(key: string, atMs: number): string | null {
    const { pressed } = this;
    const isTyped = Array.from(key).length === 1;
    if (pressed === null || !isTyped || atMs - pressed.atMs > TYPING_MS) return null;
    // Another tile's number.
    if (this.ports.tiles().length > DIGITS.indexOf(key) && DIGITS.includes(key)) return null;
    this.pressed = null;
    this.to(pressed.before);
    return pressed.digits;
  }

  private zoom(key: string): boolean {
    const tiles = this.ports.tiles();
    const isZoomed = this.zoomed !== null && tiles.includes(this.zoomed);
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
    this.to(chosen === this.zoomed ? null : chosen);
    return true;
  }
}
