import { type Disposable, MutableDisposable } from '../shared/base/lifecycle';
import type { Connection } from './connection';
import type { Member } from './people';
import type { Strikes } from './strikes';

/** A connection and who signed in over it. */
export interface Session {
  readonly connection: Connection;
  readonly strikes: Strikes;
  /** Runs while nobody is signed in. */
  readonly signInTimer: MutableDisposable<Disposable>;
  /** What a key signs for signing in: the id of the connection, until somebody is signed in. */
  nonce: string | null;
  /** What it was given to sign for entering a room, until it is used. */
  doorNonce: string | null;
  member: Member | null;
  isClosed: boolean;
}

export function createSession(connection: Connection, strikes: Strikes): Session {
  return {
    connection,
    strikes,
    signInTimer: new MutableDisposable<Disposable>(),
    nonce: connection.id,
    doorNonce: null,
    member: null,
    isClosed: false,
  };
}
