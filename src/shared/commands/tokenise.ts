import { err, ok, type Result } from '../base/result';

/** A word of a line: what it says, and where it stands in the line (quotes included). */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether any of it was quoted or escaped: such a word is never an option. */
  readonly isQuoted: boolean;
}

const BLANK = /\s/;
const QUOTE = /["']/;

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && BLANK.test(line.charAt(at))) at += 1;
  return at;
}

/** Reads one word, character by character. */
class TokenReader {
  private text = '';
  private quote = '';
  private isQuoted = false;
  private at: number;

  constructor(
    private readonly line: string,
    private readonly start: number,
  ) {
    this.at = start;
  }

  read(): Result<Token, 'unterminated-quote'> {
    while (this.at < this.line.length && !this.isAtEnd()) this.step();
    if (this.quote !== '') return err('unterminated-quote');
    return ok({ text: this.text, start: this.start, end: this.at, isQuoted: this.isQuoted });
  }

  private isAtEnd(): boolean {
    return this.quote === '' && BLANK.test(this.line.charAt(this.at));
  }

  private step(): void {
    const character = this.line.charAt(this.at);
    if (character === '\\' && this.canEscape()) this.takeEscaped();
    else if (character === this.quote) this.quote = '';
    else if (this.at === this.start && QUOTE.test(character)) this.open(character);
    else this.text += character;
    this.at += 1;
  }

  private open(quote: string): void {
    this.quote = quote;
    this.isQuoted = true;
  }

  /** Anything outside quotes; inside them the quote itself and the backslash. */
  private canEscape(): boolean {
    const next = this.line.charAt(this.at + 1);
    return next !== '' && (this.quote === '' || next === this.quote || next === '\\');
  }

  private takeEscaped(): void {
    this.at += 1;
    this.text += this.line.charAt(this.at);
    this.isQuoted = true;
  }
}

/** The word at or behind `from`; `null` at the end of the line. */
export function nextToken(line: string, from: number): Result<Token | null, 'unterminated-quote'> {
  const start = skipBlanks(line, from);
  return start === line.length ? ok(null) : new TokenReader(line, start).read();
}

/**
 * Splits a line into words at blanks. A quote that begins a word keeps words together; a backslash
 * takes the next character as it is. An apostrophe inside a word is one, so that "don't" needs no
 * care.
 */
export function tokenise(line: string): Result<readonly Token[], 'unterminated-quote'> {
  const tokens: Token[] = [];
  for (let at = 0; ;) {
    const next = nextToken(line, at);
    if (!next.ok) return next;
    if (next.value === null) return ok(tokens);
    tokens.push(next.value);
    at = next.value.end;
  }
}
