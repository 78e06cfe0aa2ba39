/** What was asked for cannot be done; the message is one sentence that tells the user why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The `code` of an error of Node or the system, such as `EADDRINUSE`. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
