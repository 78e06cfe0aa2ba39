import type { CellGrid } from '../../shared/ascii/cells';
import { cellWidth, clipToCells } from '../../shared/text/cell-width';
import { cleanLine } from '../../shared/text/clean';
import { graphemes } from '../../shared/text/graphemes';
import type { LineTone, StatusPartNews } from '../../shared/ipc/attached-terminal';
import { drawText } from '../../shared/recording/draw-text-row';
import type { TextGlyphs } from '../../shared/recording/text-glyphs';
import type { Choice } from './line-editor';
import { COLOURS, LINE_INKS, OWN, PART_INKS } from './palette';
import type { Area, ScreenLayout } from './screen-layout';
import { panelHints } from '../text/tty-sentences';
import { chatRows, panelRows } from './scrollable-rows';

export interface ChatLine {
  readonly text: string;
  readonly tone: LineTone;
}

export interface Panel {
  readonly title: string;
  readonly lines: readonly string[];
  /** Rows that are scrolled away. */
  readonly scroll: number;
}

/** The line that is typed, and what stands beside it. */
export interface PromptFacts {
  readonly prompt: string;
  /** What is typed; of a secret, as many dots. */
  readonly typed: string;
  /** In code units of `typed`. */
  readonly cursor: number;
  readonly placeholder: string;
  readonly hint: string;
  /** What Tab offers; `null`: nothing. */
  readonly choice: Choice | null;
}

/** All that a screen shows beside the stage. */
export interface ScreenFacts {
  readonly lines: readonly ChatLine[];
  /** Rows of the chat that are scrolled back. */
  readonly scrolledRows: number;
  readonly parts: readonly StatusPartNews[];
  readonly panel: Panel | null;
  readonly line: PromptFacts;
}

/** Where the cursor is. */
export interface CursorPlace {
  readonly row: number;
  readonly col: number;
}

/** Candidates that are shown at a time, the chosen one among them. */
const MAX_CHOICES = 6;
/** With less room than that a hint, or a part of the status, says nothing. */
const MIN_HINT_COLS = 8;
const MIN_PART_COLS = 3;
const MIN_PART_SHARE = 0.7;
/** Between what is typed and the hint. */
const HINT_GAP_COLS = 3;

const FIRST_NUMBER = 0xd800;
const LAST_NUMBER = 0xdfff;
const REPLACEMENT = 0xfffd;

/** A screen's text, in cells. */
export class ScreenView {
  /** The glyphs here for those of the stage that are numbers among the surrogates. */
  private readonly stageGlyphs = new Map<number, number>();

  constructor(
    private readonly glyphs: TextGlyphs,
    private readonly hasColours: boolean,
  ) {}

  /** What glyph 0xD800 + `number` of the stage stands for. */
  setStageGlyph(number: number, text: string): void {
    this.stageGlyphs.set(FIRST_NUMBER + number, this.glyphs.glyphOf(cleanLine(text)));
  }

  /** Blank, in the colours of the window where there are colours. */
  clear(into: CellGrid): void {
    into.glyphs.fill(0x20);
    into.foreground.fill(this.ink(COLOURS.text));
    into.background.fill(this.ground);
  }

  /** The stage of somebody else's cells, cut to `area`. */
  drawStage(stage: CellGrid, area: Area, into: CellGrid): void {
    const cols = Math.min(stage.cols, area.cols);
    const rows = Math.min(stage.rows, area.rows);
    const [text, ground] = [this.ink(COLOURS.text), this.ground];
    for (let row = 0; row < rows; row++) {
      const from = row * stage.cols;
      const to = (area.row + row) * into.cols + area.col;
      for (let col = 0; col < cols; col++) {
        const ink = stage.foreground[from + col];
        const paper = stage.background[from + col];
        into.glyphs[to + col] = this.glyphHere(stage.glyphs[from + col]);
        into.foreground[to + col] = ink === OWN ? text : ink;
        into.background[to + col] = paper === OWN ? ground : paper;
      }
    }
  }

  /** Draws all but the stage; returns where the cursor belongs. */
  draw(facts: ScreenFacts, layout: ScreenLayout, into: CellGrid): CursorPlace {
    this.drawChat(facts, layout, into);
    if (facts.panel !== null) this.drawPanel(facts.panel, layout.stage, into);
    this.drawStatus(facts, layout.status, into);
    return this.drawLine(facts.line, layout.line, into);
  }

  private drawChat(
    { lines, scrolledRows }: ScreenFacts,
    { stage, chat }: ScreenLayout,
    into: CellGrid,
  ): void {
    if (chat.rows === 0) return;
    if (chat.col > 0) {
      for (let row = 0; row < chat.rows; row++)
        this.text('│', COLOURS.dim, { ...chat, row, col: stage.cols, cols: 1 }, into);
    }
    const rows: { text: string; ink: number }[] = [];
    // From the newest on, as many as there is room for.
    for (let at = lines.length - 1; at >= 0 && rows.length < chat.rows + scrolledRows; at--) {
      const { text, tone } = lines[at];
      const wrapped = chatRows(text, chat.cols);
      rows.unshift(...wrapped.map((row) => ({ text: row, ink: LINE_INKS[tone] })));
    }
    const end = Math.max(Math.min(rows.length, chat.rows), rows.length - scrolledRows);
    rows.slice(Math.max(0, end - chat.rows), end).forEach(({ text, ink }, row) => {
      this.text(text, ink, { ...chat, row: chat.row + row }, into);
    });
  }

  private drawPanel({ title, lines, scroll }: Panel, area: Area, into: CellGrid): void {
    for (let row = 0; row < area.rows; row++) this.fill(area, row, this.ground, into);
    this.text(clipToCells(title, area.cols), COLOURS.accent, area, into);
    const rows = panelRows(lines, area.cols);
    const first = Math.min(scroll, Math.max(0, rows.length - (area.rows - 1)));
    const shown = rows.slice(first, first + area.rows - 1);
    shown.forEach((text, row) => {
      this.text(text, COLOURS.text, { ...area, row: area.row + 1 + row }, into);
    });
    const room = area.cols - cellWidth(title) - HINT_GAP_COLS;
    const hints = panelHints(first + 1, first + shown.length, rows.length);
    const hint = hints.find((each) => cellWidth(each) <= room);
    if (hint === undefined) return;
    const col = area.col + area.cols - cellWidth(hint) - 1;
    this.text(hint, COLOURS.dim, { ...area, col }, into);
  }

  private drawStatus({ parts }: ScreenFacts, area: Area, into: CellGrid): void {
    const paper = this.hasColours ? COLOURS.bar : 0;
    this.fill(area, 0, paper, into);
    let col = 1;
    for (const { text, tone } of parts) {
      const room = area.cols - col;
      // A stump of a word says nothing, and one of a number something false.
      if (room < MIN_PART_COLS || room < MIN_PART_SHARE * cellWidth(text)) return;
      const shown = clipToCells(text, room);
      this.text(shown, PART_INKS[tone], { ...area, col, cols: room }, into);
      col += cellWidth(shown) + 2;
    }
  }

  private drawLine(facts: PromptFacts, area: Area, into: CellGrid): CursorPlace {
    const prompt = `${facts.prompt} `;
    this.text(prompt, COLOURS.accent, area, into);
    const start = Math.min(cellWidth(prompt), Math.max(0, area.cols - 2));
    const room = { ...area, col: area.col + start, cols: area.cols - start };
    if (facts.typed === '') {
      this.text(clipToCells(facts.placeholder, room.cols), COLOURS.dim, room, into);
      this.drawHint(facts, room, cellWidth(facts.placeholder), into);
      return { row: area.row, col: room.col };
    }
    const before = facts.typed.slice(0, facts.cursor);
    const shown = tailOf(before, room.cols - 1);
    const col = cellWidth(shown);
    this.text(
      clipAt(shown + facts.typed.slice(facts.cursor), room.cols),
      COLOURS.bright,
      room,
      into,
    );
    this.drawHint(facts, room, cellWidth(shown + facts.typed.slice(facts.cursor)), into);
    return { row: area.row, col: room.col + col };
  }

  /** At the right, where nothing is typed: what Tab offers, or a word about the line. */
  private drawHint({ choice, hint }: PromptFacts, area: Area, taken: number, into: CellGrid): void {
    const text = choice === null ? hint : choiceText(choice);
    const room = area.cols - taken - HINT_GAP_COLS;
    if (text === '' || room < MIN_HINT_COLS) return;
    const shown = clipToCells(text, room);
    const col = area.col + area.cols - cellWidth(shown) - 1;
    this.text(shown, COLOURS.warm, { ...area, col, cols: area.cols }, into);
  }

  private text(text: string, ink: number, { col, row }: Area, into: CellGrid): void {
    if (row < 0 || row >= into.rows || col >= into.cols) return;
    const start = row * into.cols + col;
    const line = into.glyphs.subarray(start, (row + 1) * into.cols);
    const length = drawText(text, line, this.glyphs);
    into.foreground.fill(this.ink(ink), start, start + length);
  }

  private fill(area: Area, row: number, paper: number, into: CellGrid): void {
    if (area.row + row >= into.rows) return;
    const start = (area.row + row) * into.cols + area.col;
    into.glyphs.fill(0x20, start, start + area.cols);
    into.background.fill(paper, start, start + area.cols);
  }

  private glyphHere(glyph: number): number {
    if (glyph < FIRST_NUMBER || glyph > LAST_NUMBER) return glyph;
    return this.stageGlyphs.get(glyph) ?? REPLACEMENT;
  }

  private get ground(): number {
    return this.hasColours ? COLOURS.ground : OWN;
  }

  private ink(colour: number): number {
    return this.hasColours ? colour : OWN;
  }
}

/** As much of the end of `text` as fits. */
function tailOf(text: string, cells: number): string {
  let shown = text;
  for (const grapheme of graphemes(text)) {
    if (cellWidth(shown) <= cells) return shown;
    shown = shown.slice(grapheme.length);
  }
  return shown;
}

/** As much of its beginning, without a mark. */
function clipAt(text: string, cells: number): string {
  let shown = '';
  for (const grapheme of graphemes(text)) {
    if (cellWidth(shown + grapheme) > cells) break;
    shown += grapheme;
  }
  return shown;
}

function choiceText({ candidates, selected }: Choice): string {
  const from = Math.max(0, Math.min(selected - 2, candidates.length - MAX_CHOICES));
  const shown = candidates.slice(from, from + MAX_CHOICES);
  return shown.map((each, at) => (from + at === selected ? `[${each}]` : each)).join(' ');
}
