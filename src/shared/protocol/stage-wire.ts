import * as v from 'valibot';
import { err, ok, type Result } from '../base/result';
import { createStagePicture, type StagePicture, type StageText } from '../stage/stage-picture';
import { MAX_STAGE_COLS, MAX_STAGE_ROWS, MAX_STAGE_TEXT_BYTES } from './limits';

// One frame of a broadcast, before it is deflated (RFC 1951); docs/protocol.md has it in words.

const IS_NEW = 1;
const HAS_TEXTS = 2;
const HEAD_BYTES = 5;
const CELL_BYTES = 4;
/** The lowest of xterm's colours that no theme changes. */
const FIRST_COLOUR = 16;

/** The longest that a frame can be. */
export const MAX_STAGE_FRAME_BYTES =
  HEAD_BYTES + MAX_STAGE_TEXT_BYTES + MAX_STAGE_COLS * MAX_STAGE_ROWS * CELL_BYTES;

const cellSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));
const textsSchema = v.array(v.strictTuple([cellSchema, cellSchema, v.string()]));

export type StageFrameFault = 'malformed' | 'out-of-bounds' | 'out-of-step';

/**
 * What turns `before` into `next`: what is the same in both is zero, which deflates to nothing.
 * `null`: there is none before, or the other end has lost it.
 */
export function encodeStageFrame(next: StagePicture, before: StagePicture | null): Uint8Array {
  const base = before?.cols === next.cols && before.rows === next.rows ? before : null;
  const hasTexts = base === null || !areSame(next.texts, base.texts);
  const texts = hasTexts ? encodeTexts(next.texts) : new Uint8Array();
  const cells = next.cols * next.rows;
  const bytes = new Uint8Array(HEAD_BYTES + texts.length + cells * CELL_BYTES);
  bytes[0] = (base === null ? IS_NEW : 0) | (hasTexts ? HAS_TEXTS : 0);
  bytes[1] = next.cols;
  bytes[2] = next.rows;
  bytes[3] = texts.length >> 8;
  bytes[4] = texts.length & 0xff;
  bytes.set(texts, HEAD_BYTES);
  const planes = bytes.subarray(HEAD_BYTES + texts.length);
  for (let cell = 0; cell < cells; cell++) {
    const glyph = next.glyphs[cell] ^ (base === null ? 0 : base.glyphs[cell]);
    planes[cell] = glyph >> 8;
    planes[cells + cell] = glyph & 0xff;
    planes[2 * cells + cell] = next.ink[cell] ^ (base === null ? 0 : base.ink[cell]);
    planes[3 * cells + cell] = next.paper[cell] ^ (base === null ? 0 : base.paper[cell]);
  }
  return bytes;
}

/** Takes what `encodeStageFrame` made, frame after frame, of whoever sends it. */
export class StageFrameDecoder {
  private last: StagePicture | null = null;

  /** After anything but a picture the next one has to be new. */
  decode(bytes: Uint8Array): Result<StagePicture, StageFrameFault> {
    const { last } = this;
    this.last = null;
    const decoded = decodeStageFrame(bytes, last);
    if (decoded.ok) this.last = decoded.value;
    return decoded;
  }
}

function decodeStageFrame(
  bytes: Uint8Array,
  last: StagePicture | null,
): Result<StagePicture, StageFrameFault> {
  if (bytes.length < HEAD_BYTES) return err('malformed');
  const [flags, cols, rows] = bytes;
  if (flags > (IS_NEW | HAS_TEXTS)) return err('malformed');
  if (cols < 1 || rows < 1 || cols > MAX_STAGE_COLS || rows > MAX_STAGE_ROWS) {
    return err('out-of-bounds');
  }
  const base = (flags & IS_NEW) === 0 ? last : null;
  const isInStep = (flags & IS_NEW) !== 0 || (base?.cols === cols && base.rows === rows);
  if (!isInStep) return err('out-of-step');
  const textBytes = (bytes[3] << 8) | bytes[4];
  if (bytes.length !== HEAD_BYTES + textBytes + cols * rows * CELL_BYTES) return err('malformed');
  const hasTexts = (flags & HAS_TEXTS) !== 0;
  if (!hasTexts && textBytes > 0) return err('malformed');
  const texts = hasTexts
    ? decodeTexts(bytes.subarray(HEAD_BYTES, HEAD_BYTES + textBytes), cols, rows)
    : (base?.texts ?? []);
  if (texts === null) return err('malformed');
  const picture = createStagePicture(cols, rows, texts);
  const areSound = readCells(bytes.subarray(HEAD_BYTES + textBytes), picture, base);
  return areSound ? ok(picture) : err('out-of-bounds');
}

/** `false`: a colour is none that there is. */
function readCells(planes: Uint8Array, into: StagePicture, base: StagePicture | null): boolean {
  const cells = into.cols * into.rows;
  let areSound = true;
  for (let cell = 0; cell < cells; cell++) {
    const glyph = (planes[cell] << 8) | planes[cells + cell];
    into.glyphs[cell] = glyph ^ (base === null ? 0 : base.glyphs[cell]);
    into.ink[cell] = planes[2 * cells + cell] ^ (base === null ? 0 : base.ink[cell]);
    into.paper[cell] = planes[3 * cells + cell] ^ (base === null ? 0 : base.paper[cell]);
    areSound &&= isColour(into.ink[cell]) && isColour(into.paper[cell]);
  }
  return areSound;
}

function isColour(colour: number): boolean {
  return colour === 0 || colour >= FIRST_COLOUR;
}

/** What does not fit is left out, from the bottom. */
function encodeTexts(texts: readonly StageText[]): Uint8Array {
  let json = '';
  for (const { row, col, text } of texts) {
    const longer = `${json}${json === '' ? '' : ','}${asciiJson([row, col, text])}`;
    if (longer.length + 2 > MAX_STAGE_TEXT_BYTES) break;
    json = longer;
  }
  return Uint8Array.from(`[${json}]`, (character) => character.charCodeAt(0));
}

/** A byte a character, so that no encoder is needed. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function decodeTexts(bytes: Uint8Array, cols: number, rows: number): readonly StageText[] | null {
  if (bytes.length > MAX_STAGE_TEXT_BYTES) return null;
  const parsed = v.safeParse(textsSchema, parseJson(bytes));
  if (!parsed.success) return null;
  const texts = parsed.output.map(([row, col, text]) => ({ row, col, text }));
  return texts.every(({ row, col }) => row < rows && col < cols) ? texts : null;
}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) return null;
  try {
    return JSON.parse(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) as unknown;
  } catch {
    return null;
  }
}

function areSame(texts: readonly StageText[], others: readonly StageText[]): boolean {
  return (
    texts.length === others.length &&
    texts.every(({ row, col, text }, at) => {
      const other = others[at];
      return row === other.row && col === other.col && text === other.text;
    })
  );
}
