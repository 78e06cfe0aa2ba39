import type { VerifyMessage } from '../protocol/peer-messages';
import type { SeenEnd } from './short-authentication-string';

/** docs/protocol.md quotes them. */
export const VERIFICATION = {
  /** For what programs say by themselves. */
  answerMs: 15_000,
  /** For a person who is shown the emoji. */
  decideMs: 120_000,
  /** For one comparison, whatever happens in it. */
  totalMs: 600_000,
  /** So many fail, and there is no other for a time: each is a guess for whoever is in between. */
  maxFailures: 3,
  blockMs: 600_000,
} as const;

/** A connection, as this end sees it. */
export interface SeenConnection {
  /** The same text at both ends: the id of the call, or of a room's two members. */
  readonly talk: string;
  readonly local: SeenEnd;
  readonly remote: SeenEnd;
}

/** What one comparison is from its first message on. */
interface Run {
  /** Its id. */
  readonly run: string;
  readonly seen: SeenConnection;
  readonly isInitiator: boolean;
  readonly startedAtMs: number;
}

export type VerificationPhase =
  | { readonly kind: 'idle' }
  /** This end has committed to a nonce. */
  | (Run & { readonly kind: 'asking'; readonly nonce: string })
  /** This end was asked, and has said its nonce. */
  | (Run & { readonly kind: 'answering'; readonly nonce: string; readonly commitment: string })
  /** Both ends show what they have computed. */
  | (Run & {
      readonly kind: 'comparing';
      /** Seven numbers below 64: `sasEmoji`. */
      readonly numbers: readonly number[];
      readonly shownAtMs: number;
      readonly hasLocalMatch: boolean;
      readonly hasRemoteMatch: boolean;
    });

/** What is remembered of earlier comparisons with one person. */
export interface VerificationHistory {
  /** That failed since the last one that held. */
  readonly failureCount: number;
  /** `null`: not blocked. */
  readonly blockedUntilMs: number | null;
}

export const NO_HISTORY: VerificationHistory = { failureCount: 0, blockedUntilMs: null };

export interface VerificationState {
  readonly phase: VerificationPhase;
  readonly history: VerificationHistory;
}

export type VerificationEvent =
  /** The local user wants to compare. `run` and `nonce` are fresh. */
  | {
      readonly kind: 'ask';
      readonly run: string;
      readonly nonce: string;
      readonly seen: SeenConnection;
    }
  /** `nonce` is fresh, for when this is a question; `seen` is what there is to see by now. */
  | {
      readonly kind: 'message';
      readonly message: VerifyMessage;
      readonly nonce: string;
      readonly seen: SeenConnection;
    }
  /** The local user says whether what is shown is what the remote user reads. */
  | { readonly kind: 'decide'; readonly isMatch: boolean }
  /** The local user would rather not. */
  | { readonly kind: 'cancel' }
  /** The connection is gone. */
  | { readonly kind: 'gone' }
  /** Time has passed: see `verificationDueMs`. */
  | { readonly kind: 'time' };

/** How a comparison ended. Only `match` says that nobody is in between. */
export type VerificationOutcome =
  | 'match'
  /** The local user, or the remote one, says that what is shown differs. */
  | 'differs'
  | 'remote-differs'
  | 'cancelled'
  | 'remote-cancelled'
  /** Nothing came back: a program that knows nothing of comparisons. */
  | 'unanswered'
  | 'timed-out'
  | 'remote-timed-out'
  /** The two ends do not see the same connection, or a nonce was exchanged. */
  | 'tampered'
  | 'out-of-sequence'
  | 'gone'
  /** Too many failed. */
  | 'blocked';

export type VerificationEffect =
  | { readonly kind: 'send'; readonly message: VerifyMessage }
  | { readonly kind: 'ended'; readonly outcome: VerificationOutcome };

export interface VerificationStep {
  readonly state: VerificationState;
  readonly effects: readonly VerificationEffect[];
}
