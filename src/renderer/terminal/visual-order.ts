import createBidi from 'bidi-js';
import { graphemes } from '../../shared/text/graphemes';

const BIDI = createBidi();
/** Blocks whose letters run from right to left; all other text stays as it is. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

interface Piece {
  readonly text: string;
  /** Odd: from right to left. */
  readonly level: number;
}

/**
 * Text in the order in which it is read off a screen whose cells are filled from left to right, as
 * xterm fills them: the Unicode Bidirectional Algorithm (UAX #9), in a line that runs from left to
 * right. Letters keep their marks; Arabic ones are not joined.
 */
export function toVisualOrder(text: string): string {
  if (!RIGHT_TO_LEFT.test(text)) return text;
  const { levels } = BIDI.getEmbeddingLevels(text, 'ltr');
  const pieces: Piece[] = [];
  let at = 0;
  for (const grapheme of graphemes(text)) {
    const level = levels[at];
    const mirrored = level % 2 === 1 ? BIDI.getMirroredCharacter(grapheme) : null;
    pieces.push({ text: mirrored ?? grapheme, level });
    at += grapheme.length;
  }
  return inVisualOrder(pieces)
    .map((piece) => piece.text)
    .join('');
}

/** Rule L2: from the deepest level up, whatever lies at least so deep is reversed. */
function inVisualOrder(pieces: readonly Piece[]): readonly Piece[] {
  let ordered = [...pieces];
  for (let level = Math.max(...pieces.map((piece) => piece.level)); level > 0; level--) {
    const next: Piece[] = [];
    let run: Piece[] = [];
    for (const piece of ordered) {
      if (piece.level >= level) {
        run.unshift(piece);
        continue;
      }
      next.push(...run, piece);
      run = [];
    }
    ordered = [...next, ...run];
  }
  return ordered;
}
