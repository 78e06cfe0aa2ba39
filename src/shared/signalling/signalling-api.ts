import type { GrantedReply, Push, RequestName, RequestPayload } from '../protocol/events';
import type { Person, Presence, RosterMode } from '../protocol/messages';
import type { RequestFailure } from '../protocol/reasons';
import type { ReachFailure } from './reach-failure';
import type { RoomEntry } from '../protocol/room-messages';

/** Where the connection to the signalling server stands. */
export type SignallingState =
  | {
      readonly kind: 'signed-out';
      /**
       * Why, when it was not the user's wish: the server refused to take the sign-in up again
       * (`name-taken` while away, `version-unsupported` after an update, ...), or a first one that
       * was tried again and again.
       */
      readonly reason?: RequestFailure;
      /** As in an `Outcome`. */
      readonly reach?: ReachFailure;
    }
  | {
      readonly kind: 'connecting';
      readonly server: string;
      /**
       * The server holds that name for somebody whose connection broke: it is tried until it is
       * free.
       */
      readonly waitsForName?: string;
      /** It came to nothing so far, and is tried again. */
      readonly retry?: SignInRetry;
    }
  | {
      readonly kind: 'signed-in';
      readonly server: string;
      readonly name: string;
      /** Whether the connection is wss (or never leaves this machine's loopback: still `false`). */
      readonly isSecure: boolean;
      /** The server's certificate is one that the user said they trust: no authority was asked. */
      readonly isPinned?: true;
      /**
       * The call that was still up on the server at the moment of signing in; `null`: none, so that
       * a call this end still holds is one the server no longer knows.
       */
      readonly callId?: string | null;
      /** Names the server from its start to its end: another one has forgotten what it was told. */
      readonly run?: string;
      /** Of whom the server tells at that moment; `people:changed` says when that is another. */
      readonly roster?: RosterMode;
      /** Left out where the server was not told yet whom one watches. */
      readonly watched?: Watched;
      /** The room that one is still in on the server at that moment, likewise. */
      readonly room?: RoomEntry | null;
    }
  /** The connection broke and is being tried again; name and calls wait on the server. */
  | {
      readonly kind: 'reconnecting';
      readonly server: string;
      readonly name: string;
      readonly attempt: number;
    };

/** A first sign-in that goes on. */
export interface SignInRetry {
  readonly name: string;
  /** Attempts that failed, 1 at least. */
  readonly attempt: number;
}

/**
 * Of whom one wanted to hear when one signed in, and who was here then of all whom one is told of.
 */
export interface Watched {
  readonly names: readonly string[];
  readonly people: readonly Person[];
}

/** A server that refuses more names than that is a strange one. */
export const MAX_OTHER_NAMES = 5;

export interface SignInOptions {
  /** ws://, wss://, http:// or https:// URL of the server. */
  readonly server: string;
  readonly name: string;
  readonly presence: Presence;
  /** As `names` of `people:watch`. */
  readonly watch?: readonly string[];
  /** To be tried one after another where somebody else has `name`; `MAX_OTHER_NAMES` at most. */
  readonly otherNames?: readonly string[];
  /**
   * Where no server answers, or one that is overloaded: goes on by itself until it is in, is
   * refused for good, or is overtaken. The outcome is that of the first attempt (`isTriedOn`); what
   * becomes of the others, the state says.
   */
  readonly keepsTrying?: boolean;
}

/** What a request came to: the server's answer, or why there is none. Never rejects. */
export type Outcome<K extends RequestName> =
  | GrantedReply<K>
  | {
      readonly ok: false;
      readonly reason: RequestFailure;
      /** Why no server was reached, where more is known of it than that it is `offline`. */
      readonly reach?: ReachFailure;
      /** Signing in goes on by itself: the name is held, or `keepsTrying` asked for it. */
      readonly isTriedOn?: true;
    };

/** The requests that the app makes itself; signing in and out has verbs of its own. */
export type AppRequestName = Exclude<RequestName, 'session:sign-in' | 'session:sign-out'>;

/**
 * Signalling as the window sees it: in the app it lives in the main process and is reached over
 * IPC, on the web it runs in the page. Subscriptions return their undo as a plain function, because
 * that is what crosses Electron's context bridge.
 */
export interface SignallingApi {
  signIn(options: SignInOptions): Promise<Outcome<'session:sign-in'>>;
  /** `force` drops the connection without waiting for the server's word. */
  signOut(options: { readonly force: boolean }): Promise<void>;
  /**
   * The network has changed, it seems: tries at once what waits for its next turn to try, and makes
   * sure that the server still answers.
   */
  retryNow(): Promise<void>;
  request<K extends AppRequestName>(name: K, payload: RequestPayload<K>): Promise<Outcome<K>>;
  /** The state now, then every change. */
  onState(listener: (state: SignallingState) => void): () => void;
  /** What the server tells unasked, already parsed. */
  onPush(listener: (push: Push) => void): () => void;
}
