import * as v from 'valibot';
import type { Disposable } from '../base/lifecycle';
import type { Result } from '../base/result';
import { parseLine } from './parse-line';

// What a terminal that is attached to the running app, and the window of that app, say to each
// other: `webcrt tty` asks, the window tells. A request is a line of JSON, news are packets (see
// `terminal-packets.ts`), and the stage comes as cells (`cell-stream.ts`).

/** A terminal is no larger than that, as far as anybody draws on it. */
export const MAX_TERMINAL_COLS = 500;
export const MAX_TERMINAL_ROWS = 300;
/** What may be typed, or pasted, at once. */
const MAX_TYPED_CHARS = 65_536;
/** A request on its line: each character may take six as JSON. */
export const MAX_REQUEST_LINE_BYTES = 8 * MAX_TYPED_CHARS;
const MAX_NEWS_CHARS = 65_536;
const MAX_PANEL_LINES = 2_000;
const MAX_CANDIDATES = 1_000;
const MAX_PARTS = 40;
export const MAX_DENSITY = 8;
const MAX_PLACES = 100;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(MAX_NEWS_CHARS));
const typed = v.pipe(v.string(), v.maxLength(MAX_TYPED_CHARS));

/** The first line: it is no `ctl`. */
const attachSchema = v.strictObject({ attach: v.literal('terminal') });
export const ATTACH_LINE = JSON.stringify({ attach: 'terminal' });

const terminalRequestSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('size'),
    /** Cells of the stage [1 - ...]. */
    cols: v.pipe(count, v.minValue(1), v.maxValue(MAX_TERMINAL_COLS)),
    rows: v.pipe(count, v.minValue(1), v.maxValue(MAX_TERMINAL_ROWS)),
    /** Whether colours can be told apart there. */
    hasColours: v.boolean(),
    /**
     * Pictures are to come as pixels, in a layer of their own: so many times as many cells across,
     * and down. Left out: as text.
     */
    density: v.optional(v.pipe(count, v.minValue(1), v.maxValue(MAX_DENSITY))),
  }),
  v.strictObject({ kind: v.literal('enter'), line: typed }),
  /** Answered by `completion` with the same id. */
  v.strictObject({ kind: v.literal('complete'), id: count, line: typed, cursor: count }),
  v.strictObject({
    kind: v.literal('key'),
    /** As KeyboardEvent.key. */
    key: v.pipe(v.string(), v.nonEmpty(), v.maxLength(32)),
    ctrlKey: v.boolean(),
    altKey: v.boolean(),
    shiftKey: v.boolean(),
    metaKey: v.boolean(),
    isRelease: v.boolean(),
    /** Whether this terminal tells when a key is let go. */
    hasRelease: v.boolean(),
  }),
  /** To the question that was asked; `null`: there is none. */
  v.strictObject({ kind: v.literal('answer'), text: v.nullable(typed) }),
  /** The last frame is on the screen. */
  v.strictObject({ kind: v.literal('shown') }),
]);
export type TerminalRequest = v.InferOutput<typeof terminalRequestSchema>;

const LINE_TONES = ['said', 'mine', 'past', 'echo', 'info', 'good', 'warn', 'error'] as const;
export type LineTone = (typeof LINE_TONES)[number];
const PART_TONES = ['plain', 'good', 'warn', 'bad', 'dim'] as const;

const cell = v.pipe(count, v.maxValue(MAX_TERMINAL_COLS));
const placeSchema = v.strictObject({ col: cell, row: cell, cols: cell, rows: cell });
/** Cells of the stage that a picture covers. */
export type PicturePlace = v.InferOutput<typeof placeSchema>;

const partSchema = v.strictObject({ text, tone: v.picklist(PART_TONES) });
/** A part of the status bar. */
export type StatusPartNews = v.InferOutput<typeof partSchema>;

const newsSchema = v.variant('kind', [
  /** The window has been loaded anew: what follows is all that there is. */
  v.strictObject({ kind: v.literal('anew') }),
  /** Something that was said, or that the app has to say: lines of text. */
  v.strictObject({ kind: v.literal('line'), text, tone: v.picklist(LINE_TONES) }),
  v.strictObject({
    kind: v.literal('status'),
    parts: v.pipe(v.array(partSchema), v.maxLength(MAX_PARTS)),
  }),
  /** What glyph 0xD800 + `number` of the cells stands for. */
  v.strictObject({
    kind: v.literal('glyph'),
    number: v.pipe(count, v.maxValue(2_047)),
    text: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
  }),
  /** Where there are pictures in the layer of pixels. */
  v.strictObject({
    kind: v.literal('pictures'),
    places: v.pipe(v.array(placeSchema), v.maxLength(MAX_PLACES)),
  }),
  /** Beside the command line. */
  v.strictObject({ kind: v.literal('hint'), text }),
  /** In the empty command line. */
  v.strictObject({ kind: v.literal('placeholder'), text }),
  v.strictObject({ kind: v.literal('set-line'), text }),
  /** Something is asked for, secret unless it says that it is not; `null`: no longer. */
  v.strictObject({
    kind: v.literal('question'),
    text: v.nullable(text),
    isOpen: v.optional(v.boolean()),
  }),
  v.strictObject({
    kind: v.literal('completion'),
    id: count,
    start: count,
    end: count,
    candidates: v.pipe(v.array(text), v.maxLength(MAX_CANDIDATES)),
  }),
  /** To be read over the stage. */
  v.strictObject({
    kind: v.literal('panel'),
    title: text,
    lines: v.pipe(v.array(text), v.maxLength(MAX_PANEL_LINES)),
  }),
  v.strictObject({ kind: v.literal('no-panel') }),
]);
/** News that are not cells. */
export type TerminalNews = v.InferOutput<typeof newsSchema>;

export const TERMINAL_NEWS_SCHEMA = newsSchema;

/** Why no terminal could be attached: nobody is there, another user's app is, or it is mute. */
export type AttachFailure = 'not-running' | 'not-allowed' | 'no-answer';

/** The terminal's end of the stream between it and the app. */
export interface AttachedSocket extends Disposable {
  /** Pieces of packets. */
  onBytes(listener: (bytes: Uint8Array) => void): Disposable;
  onClose(listener: () => void): Disposable;
  send(request: TerminalRequest): void;
}

/** What a window hears of attached terminals; `request` null: it is gone. */
export interface NumberedTerminalRequest {
  readonly id: number;
  readonly request: TerminalRequest | null;
}

/** Whether a first line asks to be attached. */
export function isAttachLine(line: string): boolean {
  return parseLine(attachSchema, line).ok;
}

export function parseTerminalRequest(line: string): Result<TerminalRequest, string> {
  return parseLine(terminalRequestSchema, line);
}

export function parseTerminalNews(line: string): Result<TerminalNews, string> {
  return parseLine(newsSchema, line);
}
