/** How patient a connection that is to be made is with the server's TURN accounts. */
export interface TurnPolicy {
  /** A connection does not wait for an account for longer than that. */
  readonly patienceMs: number;
  /** So old may one be that is used again where no new one came in time. */
  readonly reuseMs: number;
}

/** Accounts hold for ten minutes at least. */
export const TURN_POLICY: TurnPolicy = { patienceMs: 2_000, reuseMs: 300_000 };
