/**
 * An error whose message is a sentence for the user. All others reach the window as a fixed one.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
