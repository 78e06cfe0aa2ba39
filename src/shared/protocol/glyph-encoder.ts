import { type CellGrid, NO_BACKGROUND } from '../ascii/cells';
import { nearestPaletteIndex } from '../ascii/palette-256';
import {
  bytesPerCell,
  CELLS_HEADER_BYTES,
  createWireCells,
  FLAG_INK,
  FLAG_PAPER,
  FLAG_RESET,
  isGlyphGrid,
  KIND_CELLS,
  MAX_GLYPH_MESSAGE_BYTES,
  NO_PAPER,
  RUN_HEADER_BYTES,
  SEQUENCE_COUNT,
  toGlyphIndex,
  type WireCells,
} from './glyph-wire';

/** A byte counts so far. */
const MAX_RUN = 255;

/** No glyph: what is not known to be there is different from everything. */
const UNKNOWN_GLYPH = 255;

/** What of a cell is sent beside its glyph. */
export interface GlyphColours {
  readonly hasInk: boolean;
  readonly hasPaper: boolean;
}

export interface EncodedGlyphs {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sequence: number;
  /** Nothing had changed. */
  readonly isStill: boolean;
}

/**
 * Turns pictures into messages of the cells that changed, a packet each. What does not fit into one
 * is in the next: it begins where the one before ended, so that no part of the picture waits for
 * ever.
 */
export class GlyphEncoder {
  private wanted: WireCells | null = null;
  /** What the other end has when all that was sent has come. */
  private sent: WireCells | null = null;
  private cursor = 0;
  private sequence = 0;
  private isReset = true;
  private readonly flags: number;
  private readonly buffer = new Uint8Array(MAX_GLYPH_MESSAGE_BYTES);

  constructor({ hasInk, hasPaper }: GlyphColours) {
    this.flags = (hasInk ? FLAG_INK : 0) | (hasPaper ? FLAG_PAPER : 0);
  }

  /** The other end may have lost some: it gets everything again. */
  reset(): void {
    this.isReset = true;
  }

  /** All of the picture is sent once more, over what is there. */
  refresh(): void {
    this.sent?.glyphs.fill(UNKNOWN_GLYPH);
  }

  /**
   * The next message about `cells`, a copy of its own. Without a change it is one without cells,
   * which says that the picture stands still by itself.
   *
   * @throws RangeError when the grid is larger than the wire allows.
   */
  encode(cells: CellGrid): EncodedGlyphs {
    const wanted = this.take(cells);
    const isReset = this.isReset || this.sent?.cols !== cells.cols || this.sent.rows !== cells.rows;
    if (isReset) this.sent = createWireCells(cells);
    if (isReset) this.cursor = 0;
    this.isReset = false;
    const sent = this.sent ?? createWireCells(cells);
    const { sequence } = this;
    this.sequence = (sequence + 1) % SEQUENCE_COUNT;
    this.cursor =
      firstDifference(wanted, sent, this.cursor) ?? firstDifference(wanted, sent, 0) ?? 0;
    this.writeHeader(wanted, sequence, this.flags | (isReset ? FLAG_RESET : 0));
    const end = this.writeRuns(wanted, sent);
    const isStill = end === CELLS_HEADER_BYTES;
    return { bytes: this.buffer.slice(0, end), sequence, isStill };
  }

  private take(cells: CellGrid): WireCells {
    if (!isGlyphGrid(cells)) throw new RangeError(`${cells.cols}x${cells.rows} is no glyph grid`);
    const isSame = this.wanted?.cols === cells.cols && this.wanted.rows === cells.rows;
    const wanted = isSame && this.wanted ? this.wanted : createWireCells(cells);
    this.wanted = wanted;
    for (let cell = 0; cell < wanted.glyphs.length; cell++) {
      wanted.glyphs[cell] = toGlyphIndex(cells.glyphs[cell]);
      if (this.flags & FLAG_INK) wanted.inks[cell] = nearestPaletteIndex(cells.foreground[cell]);
      if (this.flags & FLAG_PAPER) wanted.papers[cell] = paperOf(cells.background[cell]);
    }
    return wanted;
  }

  private writeHeader({ cols, rows }: WireCells, sequence: number, flags: number): void {
    const { cursor } = this;
    const header = [KIND_CELLS, flags, sequence >> 8, sequence & 0xff, cols, rows, cursor >> 8];
    this.buffer.set(header);
    this.buffer[header.length] = cursor & 0xff;
  }

  /** Writes as many changed cells as fit, from the cursor on; returns where the message ends. */
  private writeRuns(wanted: WireCells, sent: WireCells): number {
    const cellBytes = bytesPerCell(this.flags);
    const count = wanted.glyphs.length;
    let at = CELLS_HEADER_BYTES;
    let cell = this.cursor;
    let runAt = 0;
    let skip = 0;
    while (cell < count) {
      if (isSame(wanted, sent, cell)) {
        skip++;
        cell++;
        runAt = 0;
        continue;
      }
      const isNewRun = runAt === 0 || this.buffer[runAt + 1] === MAX_RUN;
      const skips = Math.floor(skip / MAX_RUN);
      const needed = cellBytes + (isNewRun ? (skips + 1) * RUN_HEADER_BYTES : 0);
      if (at + needed > MAX_GLYPH_MESSAGE_BYTES) break;
      if (isNewRun) {
        for (let more = 0; more < skips; more++) at = this.put(at, MAX_RUN, 0);
        runAt = at;
        at = this.put(at, skip % MAX_RUN, 0);
        skip = 0;
      }
      this.buffer[runAt + 1]++;
      at = this.putCell(at, wanted, cell);
      copyCell(wanted, sent, cell);
      cell++;
    }
    this.cursor = cell < count ? cell : 0;
    return at;
  }

  private put(at: number, skip: number, count: number): number {
    this.buffer[at] = skip;
    this.buffer[at + 1] = count;
    return at + RUN_HEADER_BYTES;
  }

  private putCell(at: number, { glyphs, inks, papers }: WireCells, cell: number): number {
    let end = at;
    this.buffer[end++] = glyphs[cell];
    if (this.flags & FLAG_INK) this.buffer[end++] = inks[cell];
    if (this.flags & FLAG_PAPER) this.buffer[end++] = papers[cell];
    return end;
  }
}

function paperOf(background: number): number {
  return background === NO_BACKGROUND ? NO_PAPER : nearestPaletteIndex(background);
}

function firstDifference(a: WireCells, b: WireCells, from: number): number | null {
  for (let cell = from; cell < a.glyphs.length; cell++) if (!isSame(a, b, cell)) return cell;
  return null;
}

function isSame(a: WireCells, b: WireCells, cell: number): boolean {
  return (
    a.glyphs[cell] === b.glyphs[cell] &&
    a.inks[cell] === b.inks[cell] &&
    a.papers[cell] === b.papers[cell]
  );
}

function copyCell(from: WireCells, to: WireCells, cell: number): void {
  to.glyphs[cell] = from.glyphs[cell];
  to.inks[cell] = from.inks[cell];
  to.papers[cell] = from.papers[cell];
}
