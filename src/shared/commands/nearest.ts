import damerauLevenshtein from 'damerau-levenshtein';

/** Longer words are not slips of the finger, and cost time to compare. */
const MAX_WORD_CHARS = 40;

/** How many letters may be wrong: one in three, at least one. */
function tolerance(word: string): number {
  return Math.max(1, Math.floor(word.length / 3));
}

/** Letters that are wrong, missing, too many, or swapped with their neighbour. */
function slips(typed: string, meant: string): number {
  return damerauLevenshtein(typed, meant).steps;
}

/** What somebody may have meant by `word`: a choice that it begins, or nearly is; else `null`. */
export function nearest<T extends string>(word: string, choices: readonly T[]): T | null {
  if (word === '' || word.length > MAX_WORD_CHARS) return null;
  const folded = word.toLowerCase();
  const begun = choices.find((choice) => choice.toLowerCase().startsWith(folded));
  if (begun !== undefined) return begun;
  const best = choices
    .map((choice) => ({ choice, errors: slips(folded, choice.toLowerCase()) }))
    .sort((one, other) => one.errors - other.errors)
    .at(0);
  return best !== undefined && best.errors <= tolerance(word) ? best.choice : null;
}
