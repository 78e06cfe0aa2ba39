// RTP payloads that say again what earlier packets said (RFC 2198, "RED").

/** Sound of one packet, encoded. */
export interface SoundBlock {
  /** Of the codec, 0 to 127. */
  readonly payloadType: number;
  /** In samples of the RTP clock, 32 bits. */
  readonly timestamp: number;
  readonly data: Uint8Array;
}

/** Of a block that is no repetition: F=0 and its type. */
const LAST_HEADER_BYTES = 1;
/** Of one that is: F=1, type, 14 bits of how long ago, 10 bits of how many bytes. */
const HEADER_BYTES = 4;
const FOLLOWED = 0x80;
const TYPE_MASK = 0x7f;
const MAX_AGE = 0x3fff;
const MAX_BLOCK_BYTES = 0x3ff;
/** Below every path's limit for one datagram, with what SRTP, TURN and IPv6 put around it. */
const MAX_PAYLOAD_BYTES = 1_000;
const MAX_COPIES = 3;

/** The one block of a payload that is new; `null`: it is none of RFC 2198. */
export function primaryOf(payload: Uint8Array, timestamp: number): SoundBlock | null {
  let headersAt = 0;
  let repeatedBytes = 0;
  while (headersAt < payload.length && (payload[headersAt] & FOLLOWED) !== 0) {
    if (headersAt + HEADER_BYTES >= payload.length) return null;
    repeatedBytes += ((payload[headersAt + 2] & 0x03) << 8) | payload[headersAt + 3];
    headersAt += HEADER_BYTES;
  }
  if (headersAt >= payload.length) return null;
  const dataAt = headersAt + LAST_HEADER_BYTES + repeatedBytes;
  if (dataAt > payload.length) return null;
  const payloadType = payload[headersAt] & TYPE_MASK;
  return { payloadType, timestamp, data: payload.slice(dataAt) };
}

/** How long before `primary` a block was, across the end of 32 bits. */
function ageOf(block: SoundBlock, primary: SoundBlock): number {
  return (primary.timestamp - block.timestamp) >>> 0;
}

/** One payload of `primary` and, oldest first, of what of `repeated` can be said with it. */
export function writePayload(primary: SoundBlock, repeated: readonly SoundBlock[]): Uint8Array {
  const said = repeated.filter((block) => {
    const age = ageOf(block, primary);
    const { length } = block.data;
    return age > 0 && age <= MAX_AGE && length > 0 && length <= MAX_BLOCK_BYTES;
  });
  while (said.length > 0 && bytesOf(primary, said) > MAX_PAYLOAD_BYTES) said.shift();
  const payload = new Uint8Array(bytesOf(primary, said));
  let at = 0;
  for (const block of said) {
    const age = ageOf(block, primary);
    payload[at] = FOLLOWED | block.payloadType;
    payload[at + 1] = age >> 6;
    payload[at + 2] = ((age & 0x3f) << 2) | (block.data.length >> 8);
    payload[at + 3] = block.data.length & 0xff;
    at += HEADER_BYTES;
  }
  payload[at] = primary.payloadType;
  at += LAST_HEADER_BYTES;
  for (const { data } of [...said, primary]) {
    payload.set(data, at);
    at += data.length;
  }
  return payload;
}

function bytesOf(primary: SoundBlock, repeated: readonly SoundBlock[]): number {
  const bytes = repeated.reduce((sum, { data }) => sum + HEADER_BYTES + data.length, 0);
  return bytes + LAST_HEADER_BYTES + primary.data.length;
}

/** Makes payloads of one stream with as many repetitions as are wished for. */
export class RedundancyWriter {
  /** How many earlier packets each payload repeats, from now on. */
  copies = 1;
  private recent: SoundBlock[] = [];

  /** The payload to send in place of `payload`, which may repeat something itself. */
  rewrite(payload: Uint8Array, timestamp: number): Uint8Array {
    const primary = primaryOf(payload, timestamp);
    // What is not understood is not touched.
    if (primary === null) return payload;
    const repeated = this.copies === 0 ? [] : this.recent.slice(-this.copies);
    this.recent = [...this.recent, primary].slice(-MAX_COPIES);
    return writePayload(primary, repeated);
  }
}
