/** Long enough for the last words on a slow path. */
const LAST_WORDS_MS = 5_000;

/** Cuts what was ended and is not read to its end. */
export function hangUpSoon(hangUp: () => void): void {
  setTimeout(hangUp, LAST_WORDS_MS).unref();
}
