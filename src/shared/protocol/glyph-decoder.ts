import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../ascii/cells';
import { paletteColour } from '../ascii/palette-256';
import { MONO_FOREGROUND } from '../ascii/styles/mono';
import {
  ACK_BYTES,
  bytesPerCell,
  CELLS_HEADER_BYTES,
  FIRST_COLOUR,
  FLAG_INK,
  FLAG_PAPER,
  FLAG_RESET,
  fromGlyphIndex,
  GLYPH_COUNT,
  isGlyphGrid,
  KIND_ACK,
  KIND_CELLS,
  KIND_END,
  MAX_GLYPH_MESSAGE_BYTES,
  NO_PAPER,
  RUN_HEADER_BYTES,
  SEQUENCE_COUNT,
} from './glyph-wire';

const ALL_FLAGS = FLAG_INK | FLAG_PAPER | FLAG_RESET;

/** Cells of a picture, as they came: checked as far as that can be done without the picture. */
export interface CellsMessage {
  readonly kind: 'cells';
  readonly sequence: number;
  readonly cols: number;
  readonly rows: number;
  readonly flags: number;
  /** The first cell that the runs count from. */
  readonly start: number;
  readonly runs: Uint8Array;
}

export type GlyphMessage =
  CellsMessage | { readonly kind: 'ack'; readonly sequence: number } | { readonly kind: 'end' };

/** What came over the channel, or `null` when it is no message of ours. Never throws. */
export function parseGlyphMessage(bytes: Uint8Array): GlyphMessage | null {
  if (bytes.length > MAX_GLYPH_MESSAGE_BYTES) return null;
  if (bytes.length === 0) return null;
  switch (bytes[0]) {
    case KIND_CELLS:
      return parseCells(bytes);
    case KIND_ACK:
      return bytes.length === ACK_BYTES ? { kind: 'ack', sequence: readTwo(bytes, 1) } : null;
    case KIND_END:
      return bytes.length === 1 ? { kind: 'end' } : null;
    default:
      return null;
  }
}

function parseCells(bytes: Uint8Array): CellsMessage | null {
  if (bytes.length < CELLS_HEADER_BYTES) return null;
  const flags = bytes[1];
  const message: CellsMessage = {
    kind: 'cells',
    sequence: readTwo(bytes, 2),
    cols: bytes[4],
    rows: bytes[5],
    flags,
    start: readTwo(bytes, 6),
    runs: bytes.subarray(CELLS_HEADER_BYTES),
  };
  if ((flags & ~ALL_FLAGS) !== 0 || !isGlyphGrid(message)) return null;
  return areRunsSound(message) ? message : null;
}

function readTwo(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

/**
 * Whether every run lies in the grid, every cell is one that there is, and nothing is left over.
 */
function areRunsSound({ runs, start, cols, rows, flags }: CellsMessage): boolean {
  const cellBytes = bytesPerCell(flags);
  let cell = start;
  let at = 0;
  while (at < runs.length) {
    if (at + RUN_HEADER_BYTES > runs.length) return false;
    const count = runs[at + 1];
    cell += runs[at] + count;
    at += RUN_HEADER_BYTES;
    const end = at + count * cellBytes;
    if (cell > cols * rows || end > runs.length) return false;
    for (; at < end; at += cellBytes) if (!isCellSound(runs, at, flags)) return false;
  }
  return start < cols * rows;
}

function isCellSound(runs: Uint8Array, at: number, flags: number): boolean {
  if (runs[at] >= GLYPH_COUNT) return false;
  let next = at + 1;
  if (flags & FLAG_INK && runs[next++] < FIRST_COLOUR) return false;
  if (!(flags & FLAG_PAPER)) return true;
  return runs[next] === NO_PAPER || runs[next] >= FIRST_COLOUR;
}

/** The picture that the messages of the other end make, one after the other. */
export class GlyphDecoder {
  private grid: CellGrid | null = null;
  private nextSequence = 0;

  /**
   * The picture after `message`, the same grid each time: `dirty` is 1 where it changed. `null`:
   * the message does not continue what came before, and nothing has changed.
   */
  apply(message: CellsMessage): CellGrid | null {
    const { cols, rows, flags, sequence } = message;
    if (flags & FLAG_RESET) this.grid = createCellGrid(cols, rows);
    else if (sequence !== this.nextSequence) return null;
    if (this.grid?.cols !== cols || this.grid.rows !== rows) return null;
    this.nextSequence = (sequence + 1) % SEQUENCE_COUNT;
    if (!(flags & FLAG_RESET)) this.grid.dirty.fill(0);
    writeRuns(this.grid, message);
    return this.grid;
  }

  /** The picture is over. */
  clear(): void {
    this.grid = null;
    this.nextSequence = 0;
  }
}

function writeRuns(grid: CellGrid, { runs, start, flags }: CellsMessage): void {
  const cellBytes = bytesPerCell(flags);
  let cell = start;
  let at = 0;
  while (at < runs.length) {
    const count = runs[at + 1];
    cell += runs[at];
    at += RUN_HEADER_BYTES;
    for (let end = cell + count; cell < end; cell++, at += cellBytes) {
      grid.glyphs[cell] = fromGlyphIndex(runs[at]);
      grid.foreground[cell] = flags & FLAG_INK ? paletteColour(runs[at + 1]) : MONO_FOREGROUND;
      grid.background[cell] =
        flags & FLAG_PAPER ? paperOf(runs[at + cellBytes - 1]) : NO_BACKGROUND;
      grid.dirty[cell] = 1;
    }
  }
}

function paperOf(colour: number): number {
  return colour === NO_PAPER ? NO_BACKGROUND : paletteColour(colour);
}
