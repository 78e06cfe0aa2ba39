/** A program on rtcpool that came over a connection which whoever embeds the server has made. */
export interface PoolClient {
  /** Where it comes from: limits by address count under it. */
  readonly address: string;
  /** The name to go by among people; left out: one is made up. */
  readonly name?: string;
  /** Sends it one message, a text of JSON. */
  readonly send: (text: string) => void;
  /** Closes the connection: it is put out, or the server stops. */
  readonly close: () => void;
}

/** What whoever embeds the server has to tell of such a client. */
export interface PoolVisit {
  /** One message of it, as it came. */
  readonly receive: (text: string) => void;
  /** Its connection is gone. Ending twice does nothing. */
  readonly end: () => void;
}
