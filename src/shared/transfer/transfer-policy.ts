import type { FileOffer, StopReason } from './file-messages';
import {
  CHUNK_BYTES,
  MAX_BUFFERED_BYTES,
  MAX_OPEN_TRANSFERS,
  MAX_TRANSFER_BYTES,
  WINDOW_BYTES,
} from './limits';

/** A file that was offered before and is neither finished nor stopped. */
export interface KnownOffer {
  readonly id: string;
  readonly sizeBytes: number;
}

export type OfferVerdict =
  /** Somebody is to be asked. */
  | { readonly kind: 'ask' }
  /** The same file after a break: it goes on. */
  | { readonly kind: 'known' }
  | { readonly kind: 'stop'; readonly why: StopReason };

/** What becomes of an offer, given those that are open. */
export function judgeOffer(offer: FileOffer, open: readonly KnownOffer[]): OfferVerdict {
  const known = open.find(({ id }) => id === offer.id);
  if (known !== undefined) {
    return known.sizeBytes === offer.sizeBytes
      ? { kind: 'known' }
      : { kind: 'stop', why: 'failed' };
  }
  if (offer.sizeBytes > MAX_TRANSFER_BYTES) return { kind: 'stop', why: 'too-large' };
  if (open.length >= MAX_OPEN_TRANSFERS) return { kind: 'stop', why: 'too-many' };
  return { kind: 'ask' };
}

export interface SendingFacts {
  readonly sizeBytes: number;
  /** Up to where it was sent. */
  readonly sentBytes: number;
  /** Up to where the other end has written it. */
  readonly writtenBytes: number;
  /** What waits in the channel. */
  readonly bufferedBytes: number;
}

/**
 * How many bytes may be sent now; 0: later, or nothing is left. Not less than a piece, but at the
 * end.
 */
export function sendAllowance(facts: SendingFacts): number {
  const { sizeBytes, sentBytes, writtenBytes, bufferedBytes } = facts;
  const left = sizeBytes - sentBytes;
  const window = WINDOW_BYTES - (sentBytes - writtenBytes);
  const allowance = Math.min(left, window, MAX_BUFFERED_BYTES - bufferedBytes);
  return allowance >= Math.min(left, CHUNK_BYTES) ? Math.max(allowance, 0) : 0;
}

export interface ReceivingFacts {
  readonly sizeBytes: number;
  readonly receivedBytes: number;
  readonly writtenBytes: number;
}

/** Whether a piece is the next one, and no more than was agreed on. */
export function isNextChunk(facts: ReceivingFacts, offset: number, lengthBytes: number): boolean {
  const end = offset + lengthBytes;
  // Twice the window: what was sent before a break may come once more after it.
  const isWithinWindow = end - facts.writtenBytes <= 2 * WINDOW_BYTES;
  return offset === facts.receivedBytes && end <= facts.sizeBytes && isWithinWindow;
}
