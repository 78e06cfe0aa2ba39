import type { Disposable } from '../shared/base/lifecycle';
import type { Connection } from './connection';
import type { Member } from './people';

/** A connection and who signed in over it. */
export interface Session {
  readonly connection: Connection;
  /** Runs while nobody is signed in. */
  signInTimer: Disposable | null;
  /** What a key signs for signing in: the id of the connection, until somebody is signed in. */
  nonce: string | null;
  /** What it was given to sign for entering a room, until it is used. */
  doorNonce: string | null;
  member: Member | null;
  isClosed: boolean;
}

export function createSession(connection: Connection): Session {
  return {
    connection,
    signInTimer: null,
    nonce: connection.id,
    doorNonce: null,
    member: null,
    isClosed: false,
  };
}

/** Whoever it ran for is signed in, or gone. */
export function stopSignInTimer(session: Session): void {
  session.signInTimer?.dispose();
  session.signInTimer = null;
}
