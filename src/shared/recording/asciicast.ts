import { sanitiseLine } from '../text/sanitise';
import { utf8ByteLength } from '../text/utf8';

// asciicast, version 2: https://docs.asciinema.org/manual/asciicast/v2/
// The first line is the header, every other one an event: JSON, in UTF-8.

/** CSS colours, #rrggbb. */
export interface AsciicastTheme {
  readonly fg: string;
  readonly bg: string;
  /** 8 or 16 of them, joined by colons. */
  readonly palette: string;
}

export interface AsciicastHeader {
  readonly cols: number;
  readonly rows: number;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** Shown by players; sanitised here. */
  readonly title?: string;
  /** Nothing of the user's environment belongs here. Default: the terminal that the text is for. */
  readonly env?: Readonly<Record<string, string>>;
  readonly theme?: AsciicastTheme;
}

/** Output, or a new size of the terminal. */
type EventCode = 'o' | 'r';

const DEFAULT_ENV = { TERM: 'xterm-256color' };
const MAX_TITLE_GRAPHEMES = 120;
/** Text is handed on in pieces of about this size. */
const CHUNK_CHARS = 65_536;

/** What the format wants escaped, beyond what JSON does. */
const NOT_PRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Writes an asciicast as it happens: holds no more than one piece of it at a time. Output is
 * written as it is given, so that whoever gives it answers for what it makes a terminal do.
 */
export class AsciicastWriter {
  private pending = '';
  private bytes = 0;
  private lastMs = 0;

  /** @param handleChunk Takes the file's text, piece by piece. */
  constructor(
    header: AsciicastHeader,
    private readonly handleChunk: (text: string) => void,
  ) {
    this.writeLine(headerLine(header));
  }

  /** So long is the file in UTF-8. */
  get byteLength(): number {
    return this.bytes;
  }

  /** @param atMs Since the start; never earlier than the event before, or it counts as that. */
  output(atMs: number, text: string): void {
    this.writeEvent(atMs, 'o', text);
  }

  resize(atMs: number, cols: number, rows: number): void {
    this.writeEvent(atMs, 'r', `${cols}x${rows}`);
  }

  /** Hands on what is left. */
  flush(): void {
    if (this.pending !== '') this.handleChunk(this.pending);
    this.pending = '';
  }

  private writeEvent(atMs: number, code: EventCode, data: string): void {
    this.lastMs = Math.max(this.lastMs, Math.round(atMs));
    this.writeLine(printableJson([this.lastMs / 1_000, code, data]));
  }

  private writeLine(line: string): void {
    this.bytes += utf8ByteLength(line) + 1;
    this.pending += `${line}\n`;
    if (this.pending.length >= CHUNK_CHARS) this.flush();
  }
}

function headerLine({ cols, rows, startedAtMs, title, env, theme }: AsciicastHeader): string {
  return printableJson({
    version: 2,
    width: cols,
    height: rows,
    timestamp: Math.floor(startedAtMs / 1_000),
    title: title === undefined ? undefined : sanitiseLine(title, MAX_TITLE_GRAPHEMES),
    env: env ?? DEFAULT_ENV,
    theme,
  });
}

function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(NOT_PRINTABLE, escapeCharacter);
}

/** `\uXXXX` for each UTF-16 code unit, as JSON has it. */
function escapeCharacter(character: string): string {
  let escaped = '';
  for (let at = 0; at < character.length; at++) {
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
