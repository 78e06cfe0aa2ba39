/** Why something that was asked of a media client did not come to be. */
export class MediaClientError extends Error {
  override readonly name = 'MediaClientError';

  /** @param reason A word for programs: `name-taken`, `offline`, `declined` ... */
  constructor(
    what: string,
    readonly reason: string,
  ) {
    super(`${what}: ${reason}`);
  }
}
