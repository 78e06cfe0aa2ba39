import type { Push } from '../shared/protocol/events';

/** One client's connection, as the handlers see it: what carries it is nobody else's business. */
export interface Connection {
  /** Like no other's before it, and known to the client: for log lines, and to be signed. */
  readonly id: string;
  /** Where it comes from. */
  readonly address: string;
  /** Under what limits by address count, as `addressKeyOf` has it. */
  readonly addressKey: string | null;
  /**
   * Whether a web page made it, whose visitor needs no more than a link. Browsers say so, not
   * clients.
   */
  readonly isGuest: boolean;
  /** By which gateway it comes; `null`: from a client of WebCRT's own. */
  readonly via: string | null;
  /** Whether its client knows the field `via`: one that does not would refuse what has it. */
  readonly knowsVia: boolean;
  /** The Host that its first request was for. */
  readonly host: string | undefined;
  /** Sends; a connection that is closed drops it. */
  push(push: Push): void;
  /** Closes from this side. Closing twice does nothing. */
  close(): void;
}

/** How a connection came to its end. */
export type ConnectionEnd =
  /** The client said goodbye. */
  | 'left'
  /** It went away without a word, and may come back. */
  | 'broken';
