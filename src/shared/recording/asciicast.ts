import { sanitiseLine } from '../text/sanitise';
import { utf8ByteLength } from '../text/utf8';

// asciicast, version 3: https://docs.asciinema.org/manual/asciicast/v3/
// and version 2, for older players: https://docs.asciinema.org/manual/asciicast/v2/
// The first line is the header, every other one an event: JSON, in UTF-8.

/** 3 is what asciinema 3 writes; players from before it know 2. */
export type AsciicastVersion = 3 | 2;

/** CSS colours, #rrggbb. */
export interface AsciicastTheme {
  readonly fg: string;
  readonly bg: string;
  /** 8 or 16 of them, joined by colons. */
  readonly palette: string;
}

export interface AsciicastHeader {
  /** Default: 3. */
  readonly version?: AsciicastVersion;
  readonly cols: number;
  readonly rows: number;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** Shown by players; sanitised here. */
  readonly title?: string;
  readonly theme?: AsciicastTheme;
}

/** Output, a new size of the terminal, or (version 3 alone) the end of what was recorded. */
type EventCode = 'o' | 'r' | 'x';

const TERMINAL_TYPE = 'xterm-256color';
const DONE = '0';
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
  private readonly version: AsciicastVersion;

  /** @param handleChunk Takes the file's text, piece by piece. */
  constructor(
    header: AsciicastHeader,
    private readonly handleChunk: (text: string) => void,
  ) {
    this.version = header.version ?? 3;
    this.writeLine(printableJson(headerOf(header, this.version)));
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

  /** It is over. Version 2 has no word for that, and ends with its last event. */
  exit(atMs: number): void {
    if (this.version === 3) this.writeEvent(atMs, 'x', DONE);
  }

  /** Hands on what is left. */
  flush(): void {
    if (this.pending !== '') this.handleChunk(this.pending);
    this.pending = '';
  }

  private writeEvent(atMs: number, code: EventCode, data: string): void {
    const sinceStartMs = Math.max(this.lastMs, Math.round(atMs));
    // Of whole milliseconds, so that no rounding adds up over the events.
    const timeMs = this.version === 2 ? sinceStartMs : sinceStartMs - this.lastMs;
    this.lastMs = sinceStartMs;
    this.writeLine(printableJson([timeMs / 1_000, code, data]));
  }

  private writeLine(line: string): void {
    this.bytes += utf8ByteLength(line) + 1;
    this.pending += `${line}\n`;
    if (this.pending.length >= CHUNK_CHARS) this.flush();
  }
}

/** Nothing of the user's environment belongs into it: only the terminal that the text is for. */
function headerOf(header: AsciicastHeader, version: AsciicastVersion): object {
  const { cols, rows, startedAtMs, title, theme } = header;
  const timestamp = Math.floor(startedAtMs / 1_000);
  const cleanTitle = title === undefined ? undefined : sanitiseLine(title, MAX_TITLE_GRAPHEMES);
  if (version === 3) {
    return {
      version,
      term: { cols, rows, type: TERMINAL_TYPE, theme },
      timestamp,
      title: cleanTitle,
    };
  }
  const env = { TERM: TERMINAL_TYPE };
  return { version, width: cols, height: rows, timestamp, title: cleanTitle, env, theme };
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
