import { UserError } from './say.mjs';

/** Exit code of a program that was not understood. */
const EXIT_USAGE = 2;

/** @type {typeof import('./known-names.mjs').knownNames} */
export function knownNames(words, known, kind) {
  const unknown = words.find((word) => !known.includes(word));
  if (unknown === undefined) return words;
  const sentence = `There is no ${kind} "${unknown}". The ${kind}s are: ${known.join(', ')}.`;
  throw new UserError(sentence, EXIT_USAGE);
}
