// What the page and the worker that repeats sound say to each other.

/** The options of a transform: what says how many copies are sent, as `RedundancyRequest`. */
export interface RedundancyOptions {
  readonly port: MessagePort;
}

export interface RedundancyRequest {
  readonly copies: number;
}
