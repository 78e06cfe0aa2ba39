// VP8 in RTP (RFC 7741): what stands before a packet's part of a frame.

/** What a packet says of the frame that it has a part of. */
export interface Vp8Part {
  /** The first part of a frame. */
  readonly isStart: boolean;
  readonly data: Uint8Array;
}

const EXTENDED = 0x80;
const STARTS_PARTITION = 0x10;
const PARTITION = 0x07;
const HAS_PICTURE_ID = 0x80;
const HAS_TL0_INDEX = 0x40;
const HAS_LAYER_OR_KEY = 0x30;
const LONG_PICTURE_ID = 0x80;

/** Takes a packet's payload apart; `null`: it is not VP8. */
export function readVp8Part(payload: Uint8Array): Vp8Part | null {
  const first = payload.at(0);
  if (first === undefined) return null;
  const length = (first & EXTENDED) === 0 ? 1 : extendedLength(payload);
  if (length >= payload.length) return null;
  const isStart = (first & STARTS_PARTITION) !== 0 && (first & PARTITION) === 0;
  return { isStart, data: payload.subarray(length) };
}

function extendedLength(payload: Uint8Array): number {
  const extension = payload.at(1) ?? 0;
  let length = 2;
  if ((extension & HAS_PICTURE_ID) !== 0)
    length += ((payload.at(length) ?? 0) & LONG_PICTURE_ID) === 0 ? 1 : 2;
  if ((extension & HAS_TL0_INDEX) !== 0) length += 1;
  if ((extension & HAS_LAYER_OR_KEY) !== 0) length += 1;
  return length;
}

/** A frame in payloads of at most `maxBytes` each. */
export function vp8Payloads(frame: Uint8Array, maxBytes: number): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  for (let at = 0; at < frame.length; at += maxBytes - 1) {
    const part = frame.subarray(at, at + maxBytes - 1);
    const payload = new Uint8Array(part.length + 1);
    payload[0] = at === 0 ? STARTS_PARTITION : 0;
    payload.set(part, 1);
    payloads.push(payload);
  }
  return payloads;
}
