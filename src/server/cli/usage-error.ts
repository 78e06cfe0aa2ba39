/** What was asked for cannot be done; the message is one sentence that tells the user why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
