/**
 * Looks at the draft that a checkout has made: all files are there, the sums and the signature are
 * right, the lists of parts are such lists, and the notes are those of the version.
 *
 * @throws {UserError} where something is not so.
 */
export function checkDraft(checkout: string): void;
