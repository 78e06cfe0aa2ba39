const FIRST_NUMBER = 0xd800;
const LAST_NUMBER = 0xdfff;
const REPLACEMENT = 0xfffd;

/**
 * Numbers for what is no single 16-bit character (emoji, letters with marks), so that it fits into
 * the glyphs of a CellGrid. They are taken from the surrogates, which are no characters themselves.
 */
export class TextGlyphs {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  /** @param handleNew Told each number as it is first given. */
  constructor(private readonly handleNew?: (number: number, text: string) => void) {}

  /** The glyph of one grapheme; that of U+FFFD when too many different ones were seen. */
  glyphOf(grapheme: string): number {
    const code = grapheme.charCodeAt(0);
    if (grapheme.length === 1 && (code < FIRST_NUMBER || code > LAST_NUMBER)) return code;
    const known = this.numbers.get(grapheme);
    if (known !== undefined) return known;
    const number = FIRST_NUMBER + this.texts.length;
    if (number > LAST_NUMBER) return REPLACEMENT;
    this.numbers.set(grapheme, number);
    this.texts.push(grapheme);
    this.handleNew?.(number - FIRST_NUMBER, grapheme);
    return number;
  }

  /** The text of a glyph. A property, so that it can be handed on. */
  readonly textOf = (glyph: number): string =>
    this.texts[glyph - FIRST_NUMBER] ?? String.fromCharCode(glyph);
}
