// What the page and the worker of a relayed picture say to each other.

/** The first message: `main` fills the picture, `inset` lies in its lower right corner. */
export interface RelaySourceStart {
  readonly kind: 'start';
  readonly main: ReadableStream<VideoFrame>;
  readonly inset: ReadableStream<VideoFrame> | null;
  readonly writable: WritableStream<VideoFrame>;
}

/** `end` is the last one. */
export type RelaySourceRequest = RelaySourceStart | { readonly kind: 'end' };
