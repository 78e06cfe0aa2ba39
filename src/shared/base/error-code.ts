/** The code of an error of Node.js or the system, such as `ENOENT`; `null`: it has none. */
export function errorCode(error: unknown): string | null {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : null;
}

/** What there is to say of an error in a few words: its code, or else what it says itself. */
export function describeError(error: unknown): string {
  return errorCode(error) ?? String(error);
}
