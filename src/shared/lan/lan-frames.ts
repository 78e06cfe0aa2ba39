import * as v from 'valibot';
import { TAG_BYTES } from './noise';

/** Of one message between hosts: several times the largest that a signalling server takes. */
export const MAX_LAN_MESSAGE_BYTES = 262_144;
/** A length goes before each sealed piece. */
const LENGTH_BYTES = 2;
const PIECE_BYTES = 32_768;
const MORE = 0;
const LAST = 1;
export const MAX_FRAME_BYTES = 1 + PIECE_BYTES + TAG_BYTES;

/** Cuts a message into pieces to be sealed one by one, so that it may be of any size. */
export function toPieces(message: Uint8Array): readonly Uint8Array[] {
  const count = Math.max(1, Math.ceil(message.length / PIECE_BYTES));
  return Array.from({ length: count }, (_, index) => {
    const part = message.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
    return Uint8Array.from([index === count - 1 ? LAST : MORE, ...part]);
  });
}

/** Puts pieces together again. */
export class PieceReader {
  private parts: Uint8Array[] = [];
  private bytes = 0;

  /** The whole message; `null`: more is to come; `'malformed'`: it is none, or too large. */
  take(piece: Uint8Array): Uint8Array | null | 'malformed' {
    const mark = piece.at(0);
    this.bytes += piece.length - 1;
    if ((mark !== MORE && mark !== LAST) || this.bytes > MAX_LAN_MESSAGE_BYTES) return 'malformed';
    this.parts.push(piece.subarray(1));
    if (mark === MORE) return null;
    const whole = new Uint8Array(this.bytes);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.parts = [];
    this.bytes = 0;
    return whole;
  }
}

/** Parts a stream of bytes into frames of at most `limit` bytes, each behind its length. */
export class FrameReader {
  private held = new Uint8Array();

  /** The frames that are whole by now; `null`: one is too long, and the stream is dead. */
  take(chunk: Uint8Array, limit: number): readonly Uint8Array[] | null {
    const joined = new Uint8Array(this.held.length + chunk.length);
    joined.set(this.held);
    joined.set(chunk, this.held.length);
    this.held = joined;
    const frames: Uint8Array[] = [];
    for (;;) {
      if (this.held.length < LENGTH_BYTES) return frames;
      const length = (this.held[0] << 8) | this.held[1];
      if (length > limit) return null;
      if (this.held.length < LENGTH_BYTES + length) return frames;
      frames.push(this.held.slice(LENGTH_BYTES, LENGTH_BYTES + length));
      this.held = this.held.slice(LENGTH_BYTES + length);
    }
  }
}

export function toFrame(bytes: Uint8Array): Uint8Array {
  const frame = new Uint8Array(LENGTH_BYTES + bytes.length);
  new DataView(frame.buffer).setUint16(0, bytes.length);
  frame.set(bytes, LENGTH_BYTES);
  return frame;
}

const counterSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const textSchema = v.pipe(v.string(), v.maxLength(64));

/**
 * Whose hub a connection is to: that of the two, which one of them has, or that of the rooms of
 * whoever is asked.
 */
const HUB_KINDS = ['pair', 'rooms'] as const;
export type HubKind = (typeof HUB_KINDS)[number];

/**
 * What two hosts say to each other. Each is a client of the other's hubs, whose requests and pushes
 * go as to and from a server. `session`: a client's connection, by the number that the client gave
 * it.
 */
const lanMessageSchema = v.variant('kind', [
  /** The first of each end: with it the link is up. */
  v.strictObject({ kind: v.literal('hello') }),
  v.strictObject({ kind: v.literal('ping') }),
  /** The sender is not on the network any more, as its user said. */
  v.strictObject({ kind: v.literal('bye') }),
  v.strictObject({
    kind: v.literal('open'),
    session: counterSchema,
    hub: v.picklist(HUB_KINDS),
  }),
  v.strictObject({ kind: v.literal('opened'), session: counterSchema, id: textSchema }),
  /** The client has given it up. */
  v.strictObject({ kind: v.literal('close'), session: counterSchema }),
  /** The hub has. */
  v.strictObject({ kind: v.literal('closed'), session: counterSchema }),
  v.strictObject({
    kind: v.literal('request'),
    session: counterSchema,
    serial: counterSchema,
    name: textSchema,
    payload: v.unknown(),
  }),
  v.strictObject({
    kind: v.literal('reply'),
    session: counterSchema,
    serial: counterSchema,
    reply: v.unknown(),
  }),
  v.strictObject({
    kind: v.literal('push'),
    session: counterSchema,
    name: textSchema,
    payload: v.unknown(),
  }),
]);
export type LanMessage = v.InferOutput<typeof lanMessageSchema>;

/** `null`: it is none. */
export function parseLanMessage(text: string): LanMessage | null {
  try {
    const outcome = v.safeParse(lanMessageSchema, JSON.parse(text));
    return outcome.success ? outcome.output : null;
  } catch {
    return null;
  }
}
