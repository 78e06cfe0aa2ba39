// The limits of files sent in a call or a room. docs/protocol.md quotes this file.

/** The largest file that is offered or taken: 4 GiB. */
export const MAX_TRANSFER_BYTES = 4 * 1024 ** 3;
/**
 * Of a file on its way, at once; both ends keep it. Enough for 40 Mbit/s at a round trip of 0.8 s.
 */
export const WINDOW_BYTES = 4 * 1024 ** 2;
/** So often the receiver says how much is in the file. */
export const PROGRESS_EVERY_BYTES = 512 * 1024;
/** One message with a piece of a file: what every browser takes. */
export const CHUNK_BYTES = 16 * 1024;
/** What may wait in the channel's buffer, so that a new offer or a stop is not late. */
export const MAX_BUFFERED_BYTES = 1024 ** 2;
/** A text on the channel. UTF-16 code units. */
export const MAX_FILE_MESSAGE_CHARS = 2_048;
/** A name as it is sent; what is shown of it is shorter. UTF-16 code units. */
export const MAX_WIRE_NAME_CHARS = 512;
/** Offers that nobody has decided, and files on their way, in one direction. */
export const MAX_OPEN_TRANSFERS = 8;
/** Offers taken from the other end; the rest is refused unseen. */
export const OFFERS = { points: 30, windowMs: 60_000 } as const;
/** Offers of everybody in a room together that nobody has decided: more questions nobody reads. */
export const MAX_WAITING_OFFERS = 16;
/**
 * Offers of everybody together, so that many, or one who comes again and again, are no more than
 * one.
 */
export const ALL_OFFERS = { points: 60, windowMs: 60_000 } as const;
