/**
 * The words that somebody typed behind a script, all of which are names that it knows. Throws a
 * sentence that lists what it knows.
 *
 * @param kind What the names are of, in the singular: `section`.
 */
export function knownNames(
  words: readonly string[],
  known: readonly string[],
  kind: string,
): readonly string[];
