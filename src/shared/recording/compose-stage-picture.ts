import { ByteBudget } from '../ascii/byte-budget';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../ascii/cells';
import type { CellSpan } from '../ascii/cells-in-rect';
import { KeyBudget } from '../ascii/key-budget';
import { quantiseCells } from '../ascii/quantise-cells';
import { createTerminalCells, type TerminalCells } from '../ascii/terminal-cells';
import { OWN_COLOUR, OWN_INK, type TerminalColour } from '../ascii/terminal-colour';
import {
  createStagePicture,
  NO_PICTURE,
  OWN,
  type StagePicture,
  type StageText,
} from '../stage/stage-picture';
import { cellWidth } from '../text/cell-width';
import type { StageContent } from './compose-stage';
import { drawPicture, placePicture } from './draw-picture';

interface Size {
  readonly cols: number;
  readonly rows: number;
}

const SPACE = 0x20;
const GLYPH_BYTES = 3;
const MOVE_BYTES = 5;
const COLOUR_BYTES = 10;
/** What stands apart from the rest of its row. */
const TEXT_RUN = /\S+(?: \S+)*/gu;

/**
 * Makes stages into pictures for those who are not on them, of at most `max` cells: each picture in
 * the cells of its place, and text beside them.
 */
export class StagePictureComposer {
  /** Those who look at it have caches that only grow. */
  private readonly keys = new KeyBudget();
  /** Of what it costs those who look at it. */
  private bytes: ByteBudget;
  private before: StagePicture | null = null;
  private grid: CellGrid = createCellGrid(1, 1);
  private cells: TerminalCells = createTerminalCells(1, 1);

  constructor(private readonly max: Size) {
    this.bytes = new ByteBudget(1, 0);
  }

  /**
   * @param stage The size in which `content` has its places.
   * @param nowMs When it is shown, since anything. The more moves, the coarser its colours are.
   */
  compose(content: StageContent, stage: Size, nowMs: number): StagePicture {
    this.prepare(scaledTo(stage, this.max), nowMs);
    const { grid, cells } = this;
    const place = (rect: CellSpan): CellSpan => scaleRect(rect, stage, grid);
    for (const { cells: picture, rect } of content.pictures) {
      drawPicture(picture, place(rect), grid);
    }
    quantiseCells(grid, cells, this.keys, '256', this.bytes.tolerance(nowMs));
    const into = createStagePicture(grid.cols, grid.rows, textsOf(content, stage, grid));
    const before = this.before;
    into.glyphs.set(cells.glyphs);
    for (let cell = 0; cell < into.ink.length; cell++) {
      into.ink[cell] = byteOf(cells.ink[cell]);
      into.paper[cell] = byteOf(cells.paper[cell]);
    }
    if (before?.glyphs.length === into.glyphs.length) this.bytes.spend(costOf(into, before));
    this.before = into;
    return into;
  }

  private prepare({ cols, rows }: Size, nowMs: number): void {
    if (this.grid.cols !== cols || this.grid.rows !== rows) {
      this.grid = createCellGrid(cols, rows);
      this.cells = createTerminalCells(cols, rows);
      this.bytes = new ByteBudget(cols * rows, nowMs);
    }
    this.grid.glyphs.fill(NO_PICTURE);
    this.grid.foreground.fill(OWN_INK);
    this.grid.background.fill(NO_BACKGROUND);
  }
}

/** About how many bytes what has changed takes in a terminal: places, colours, glyphs. */
function costOf(next: StagePicture, before: StagePicture): number {
  let bytes = 0;
  let [pen, last] = [-1, -1];
  for (let cell = 0; cell < next.glyphs.length; cell++) {
    const { ink, paper, glyphs } = next;
    if (
      glyphs[cell] === before.glyphs[cell] &&
      ink[cell] === before.ink[cell] &&
      paper[cell] === before.paper[cell]
    )
      continue;
    const isBlank = glyphs[cell] === SPACE;
    const hasInk = !isBlank && (pen < 0 || ink[cell] !== ink[pen]);
    const hasPaper = pen < 0 || paper[cell] !== paper[pen];
    bytes += (isBlank ? 1 : GLYPH_BYTES) + (last === cell - 1 ? 0 : MOVE_BYTES);
    bytes += (hasInk ? COLOUR_BYTES : 0) + (hasPaper ? COLOUR_BYTES : 0);
    last = cell;
    pen = cell;
  }
  return bytes;
}

/** The largest size of the same shape that fits into `max`; never more than it is. */
function scaledTo({ cols, rows }: Size, max: Size): Size {
  const scale = Math.min(1, max.cols / cols, max.rows / rows);
  return {
    cols: Math.max(1, Math.floor(cols * scale)),
    rows: Math.max(1, Math.floor(rows * scale)),
  };
}

function scaleRect(rect: CellSpan, from: Size, to: Size): CellSpan {
  const col = Math.round((rect.col * to.cols) / from.cols);
  const row = Math.round((rect.row * to.rows) / from.rows);
  const right = Math.round(((rect.col + rect.cols) * to.cols) / from.cols);
  const bottom = Math.round(((rect.row + rect.rows) * to.rows) / from.rows);
  return { col, row, cols: Math.max(1, right - col), rows: Math.max(1, bottom - row) };
}

/** The texts that no picture lies on, at their places in `to`. */
function textsOf({ textRows, pictures }: StageContent, from: Size, to: Size): StageText[] {
  const covered = pictures.map(({ cells, rect }) => placePicture(cells, rect));
  const texts: StageText[] = [];
  textRows.slice(0, from.rows).forEach((text, row) => {
    for (const { 0: run, index } of text.matchAll(TEXT_RUN)) {
      const col = cellWidth(text.slice(0, index));
      if (col >= from.cols || covered.some((span) => isIn(span, row, col))) continue;
      texts.push({
        row: Math.floor((row * to.rows) / from.rows),
        col: Math.floor((col * to.cols) / from.cols),
        text: run,
      });
    }
  });
  return texts;
}

function isIn({ col, row, cols, rows }: CellSpan, atRow: number, atCol: number): boolean {
  return atRow >= row && atRow < row + rows && atCol >= col && atCol < col + cols;
}

function byteOf(colour: TerminalColour): number {
  return colour === OWN_COLOUR ? OWN : colour;
}
