import { OWN_COLOUR, rgbOfColour, type TerminalColour } from './terminal-colour';

/** A glyph in its two colours: what a terminal's glyph cache keeps a picture of. */
export interface GlyphKey {
  readonly glyph: number;
  readonly ink: TerminalColour;
  readonly paper: TerminalColour;
}

/**
 * Most ink covers a quarter of its cell, so that a cell's paper is seen thrice as much.
 */
const PAPER_WEIGHT = 3;

/**
 * The squared distance below which a key is as good as one that was used before, when the budget is
 * all but spent: 3 steps of the palette in ink and in paper alike. It grows to that from nothing.
 */
const MAX_TOLERANCE = 3 * 40 ** 2 * (1 + PAPER_WEIGHT);

/** xterm's WebGL addon keeps about so many glyphs on one page of its cache. */
const DEFAULT_MAX_KEYS = 4_000;

/** So many answers are remembered; then they are computed again. */
const MAX_REMEMBERED = 50_000;

/**
 * Bounds how many different keys a terminal is ever shown: its caches only grow, and xterm's WebGL
 * addon fails altogether at some hundred thousand. While less than half of the budget is spent,
 * every key is taken as it is; from then on those near to one used before give way to it, and the
 * further, the less is left.
 */
export class KeyBudget {
  /** Of each glyph, the keys in use. */
  private readonly used = new Map<number, GlyphKey[]>();
  private readonly answers = new Map<number, GlyphKey>();
  private count = 0;

  /** @param limit How many keys may be in use; those in the terminal's own ink are not counted. */
  constructor(private readonly limit = DEFAULT_MAX_KEYS) {}

  get usedCount(): number {
    return this.count;
  }

  /** The key to show for this one: always of the same glyph, the same whenever it is asked. */
  take(glyph: number, ink: TerminalColour, paper: TerminalColour): GlyphKey {
    const code = (glyph * 0x1_0000 + ink) * 0x1_0000 + paper;
    const known = this.answers.get(code);
    if (known) return known;
    const answer = this.decide({ glyph, ink, paper });
    if (this.answers.size >= MAX_REMEMBERED) this.answers.clear();
    this.answers.set(code, answer);
    return answer;
  }

  private decide(key: GlyphKey): GlyphKey {
    // Text: as many as there are characters in it.
    if (key.ink === OWN_COLOUR) return key;
    const rivals = this.used.get(key.glyph) ?? [];
    const [nearest, distance] = nearestOf(rivals, key);
    if (nearest && distance <= this.tolerance()) return nearest;
    rivals.push(key);
    this.used.set(key.glyph, rivals);
    this.count++;
    return key;
  }

  private tolerance(): number {
    const spent = this.count / this.limit;
    if (spent >= 1) return Infinity;
    return MAX_TOLERANCE * Math.max(0, 2 * spent - 1) ** 2;
  }
}

function nearestOf(rivals: readonly GlyphKey[], key: GlyphKey): [GlyphKey | null, number] {
  let nearest: GlyphKey | null = null;
  let least = Infinity;
  for (const rival of rivals) {
    const distance =
      colourDistance(rival.ink, key.ink) + PAPER_WEIGHT * colourDistance(rival.paper, key.paper);
    if (distance >= least) continue;
    least = distance;
    nearest = rival;
  }
  return [nearest, least];
}

/** Squared; between the terminal's own colour and another one there is no saying. */
function colourDistance(a: TerminalColour, b: TerminalColour): number {
  if (a === b) return 0;
  if (a === OWN_COLOUR || b === OWN_COLOUR) return Infinity;
  const [one, other] = [rgbOfColour(a), rgbOfColour(b)];
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 0xff) - ((other >> 8) & 0xff);
  const blue = (one & 0xff) - (other & 0xff);
  return red * red + green * green + blue * blue;
}
