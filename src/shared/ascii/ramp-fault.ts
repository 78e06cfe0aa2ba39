import { cellWidth } from '../text/cell-width';

const MIN_RAMP_GLYPHS = 2;
const MAX_RAMP_GLYPHS = 64;

/** What a ramp is, as the end of a sentence. */
export const RAMP_EXPECTATION = `${MIN_RAMP_GLYPHS} to ${MAX_RAMP_GLYPHS} characters from dark to bright, each one cell wide`;

const EXAMPLE = 'ramp " .:-=+*#%@"';
/** Controls, and all that changes how its neighbours are drawn or is not drawn itself. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;
const MARK = /\p{M}/u;
/** An unpaired half of a character. */
const SURROGATE = /\p{Cs}/u;

/** Why `ramp` cannot be drawn with, as a sentence that says what to do; `null` when it can. */
export function rampFault(ramp: string): string | null {
  const glyphs = Array.from(ramp);
  if (glyphs.some((glyph) => INVISIBLE.test(glyph) || SURROGATE.test(glyph))) {
    return 'A ramp is of characters that can be seen: leave out tabs, line breaks and other controls.';
  }
  if (glyphs.length < MIN_RAMP_GLYPHS) {
    return `A ramp needs ${MIN_RAMP_GLYPHS} characters or more, from dark to bright: ${EXAMPLE}`;
  }
  if (glyphs.length > MAX_RAMP_GLYPHS) {
    return `A ramp has at most ${MAX_RAMP_GLYPHS} characters; this one has ${glyphs.length}.`;
  }
  const bad = glyphs.find(
    (glyph) => glyph.length > 1 || MARK.test(glyph) || cellWidth(glyph) !== 1,
  );
  return bad === undefined ? null : misfit(bad);
}

function misfit(glyph: string): string {
  if (MARK.test(glyph)) {
    return 'A ramp is of characters that stand alone: leave out accents that are put on others.';
  }
  const size = cellWidth(glyph) === 2 ? 'takes two cells' : 'is none that pictures are drawn with';
  return `${glyph} ${size}: a ramp is of plain characters, one cell each, such as ${EXAMPLE}`;
}
