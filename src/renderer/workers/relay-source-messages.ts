// What the page and the worker of a relayed picture say to each other.

/** The first message: what is mixed goes to `writable`, `inset` lies in its lower right corner. */
export interface RelaySourceStart {
  readonly kind: 'start';
  readonly inset: ReadableStream<VideoFrame> | null;
  readonly writable: WritableStream<VideoFrame>;
}

export type RelaySourceRequest =
  | RelaySourceStart
  /** What fills the picture from now on, in place of what did, which has ended or is about to. */
  | { readonly kind: 'main'; readonly main: ReadableStream<VideoFrame> }
  /** The last message. */
  | { readonly kind: 'end' };
