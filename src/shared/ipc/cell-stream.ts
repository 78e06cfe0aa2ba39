import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../ascii/cells';

// Cells from one process of a machine to another: those that changed, in all their colours.
//
//   cols (2), rows (2), flags (1), then runs: first cell (4), count (4), `count` cells
//   cell: glyph (2), ink (4), paper (4)
//
// Numbers are little-endian. Flags: 1, whole: what is not told is blank. 2: of the layer `pixels`.

const HEADER_BYTES = 5;
const WHOLE = 1;
const OF_PIXELS = 2;
const RUN_BYTES = 8;
const CELL_BYTES = 10;
const SPACE = 0x20;
/** Neighbours that have not changed cost less than another run. */
const MAX_GAP_CELLS = 1;

export const MAX_STREAM_CELLS = 150_000;
/** More than any message takes. */
export const MAX_CELL_MESSAGE_BYTES = HEADER_BYTES + MAX_STREAM_CELLS * (RUN_BYTES + CELL_BYTES);

/**
 * `text`: what stands in the terminal's cells. `pixels`: pictures, where it shows real ones: finer
 * cells than the terminal's, two pixels each, the ink above the paper; blank where there is none.
 */
export type CellLayer = 'text' | 'pixels';

/** Of which layer a message is. */
export function cellLayerOf(message: Uint8Array): CellLayer {
  return ((message.at(HEADER_BYTES - 1) ?? 0) & OF_PIXELS) === 0 ? 'text' : 'pixels';
}

/** Makes messages of the frames of one layer of a stage. */
export class CellStreamEncoder {
  private sent: CellGrid | null = null;

  constructor(private readonly layer: CellLayer = 'text') {}

  /** The next message, a copy of its own; `null`: nothing has changed. */
  encode(cells: CellGrid): Uint8Array<ArrayBuffer> | null {
    const isWhole = this.sent?.cols !== cells.cols || this.sent.rows !== cells.rows;
    const sent = isWhole || this.sent === null ? blankGrid(cells.cols, cells.rows) : this.sent;
    this.sent = sent;
    const runs = runsOf(cells, sent);
    if (runs.length === 0 && !isWhole) return null;
    const cellCount = runs.reduce((sum, [, count]) => sum + count, 0);
    const length = HEADER_BYTES + runs.length * RUN_BYTES + cellCount * CELL_BYTES;
    const view = new DataView(new ArrayBuffer(length));
    view.setUint16(0, cells.cols, true);
    view.setUint16(2, cells.rows, true);
    view.setUint8(4, (isWhole ? WHOLE : 0) + (this.layer === 'pixels' ? OF_PIXELS : 0));
    let at = HEADER_BYTES;
    for (const run of runs) at = writeRun(view, at, cells, run);
    sent.glyphs.set(cells.glyphs);
    sent.foreground.set(cells.foreground);
    sent.background.set(cells.background);
    return new Uint8Array(view.buffer);
  }
}

type Run = readonly [first: number, count: number];

function runsOf(cells: CellGrid, sent: CellGrid): Run[] {
  const runs: Run[] = [];
  let first = -1;
  let last = -1;
  for (let cell = 0; cell < cells.glyphs.length; cell++) {
    if (
      cells.glyphs[cell] === sent.glyphs[cell] &&
      cells.foreground[cell] === sent.foreground[cell] &&
      cells.background[cell] === sent.background[cell]
    )
      continue;
    if (first >= 0 && cell - last > 1 + MAX_GAP_CELLS) {
      runs.push([first, last + 1 - first]);
      first = cell;
    } else if (first < 0) {
      first = cell;
    }
    last = cell;
  }
  if (first >= 0) runs.push([first, last + 1 - first]);
  return runs;
}

function writeRun(view: DataView, start: number, cells: CellGrid, [first, count]: Run): number {
  let at = start;
  view.setUint32(at, first, true);
  view.setUint32(at + 4, count, true);
  at += RUN_BYTES;
  for (let cell = first; cell < first + count; cell++, at += CELL_BYTES) {
    view.setUint16(at, cells.glyphs[cell], true);
    view.setUint32(at + 2, cells.foreground[cell], true);
    view.setUint32(at + 6, cells.background[cell], true);
  }
  return at;
}

/** The stage that the messages of one encoder make, one after the other. */
export class CellStreamDecoder {
  private grid: CellGrid | null = null;

  /**
   * The stage after `message`, the same grid as long as its size is; `null`, and nothing has
   * changed: it is no message, or does not continue what came before.
   */
  apply(message: Uint8Array): CellGrid | null {
    if (message.length < HEADER_BYTES) return null;
    const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    const cols = view.getUint16(0, true);
    const rows = view.getUint16(2, true);
    const length = cols * rows;
    if (length === 0 || length > MAX_STREAM_CELLS || !areRunsSound(view, length)) return null;
    if ((view.getUint8(4) & WHOLE) !== 0) this.grid = blankGrid(cols, rows);
    if (this.grid?.cols !== cols || this.grid.rows !== rows) return null;
    readRuns(view, this.grid);
    return this.grid;
  }
}

function areRunsSound(view: DataView, length: number): boolean {
  let at = HEADER_BYTES;
  while (at < view.byteLength) {
    if (at + RUN_BYTES > view.byteLength) return false;
    const first = view.getUint32(at, true);
    const count = view.getUint32(at + 4, true);
    at += RUN_BYTES + count * CELL_BYTES;
    if (first + count > length || at > view.byteLength) return false;
  }
  return true;
}

function readRuns(view: DataView, grid: CellGrid): void {
  let at = HEADER_BYTES;
  while (at < view.byteLength) {
    const first = view.getUint32(at, true);
    const end = first + view.getUint32(at + 4, true);
    at += RUN_BYTES;
    for (let cell = first; cell < end; cell++, at += CELL_BYTES) {
      grid.glyphs[cell] = view.getUint16(at, true);
      grid.foreground[cell] = colourOf(view.getUint32(at + 2, true));
      grid.background[cell] = colourOf(view.getUint32(at + 6, true));
    }
  }
}

/** 0xRRGGBB, or the terminal's own. */
function colourOf(value: number): number {
  return value > 0xff_ffff ? NO_BACKGROUND : value;
}

function blankGrid(cols: number, rows: number): CellGrid {
  const grid = createCellGrid(cols, rows);
  grid.glyphs.fill(SPACE);
  grid.foreground.fill(NO_BACKGROUND);
  return grid;
}
