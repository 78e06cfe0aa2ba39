// Packets of SCTP by hand (RFC 9260), for who says what no library would.

const CASTAGNOLI = 0x82f63b78;
const PORT = 5_000;

export interface SctpChunk {
  readonly type: number;
  readonly flags?: number;
  readonly body?: Uint8Array;
  /** What it says of its length, where that is another. */
  readonly length?: number;
}

function crc32c(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? CASTAGNOLI : 0);
  }
  return ~crc >>> 0;
}

function serialise({ type, flags = 0, body = new Uint8Array(), length }: SctpChunk): Buffer {
  const chunk = Buffer.alloc(Math.ceil((4 + body.length) / 4) * 4);
  chunk[0] = type;
  chunk[1] = flags;
  chunk.writeUInt16BE(length ?? 4 + body.length, 2);
  chunk.set(body, 4);
  return chunk;
}

export function sctpPacket(tag: number, ...chunks: readonly SctpChunk[]): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(PORT, 0);
  header.writeUInt16BE(PORT, 2);
  header.writeUInt32BE(tag, 4);
  const packet = Buffer.concat([header, ...chunks.map(serialise)]);
  packet.writeUInt32LE(crc32c(packet), 8);
  return packet;
}

/** A piece of a message: `2` begins it, `1` ends it. */
export function dataChunk(
  tsn: number,
  streamId: number,
  flags: number,
  { kind = 51, content = Buffer.from('x') } = {},
): SctpChunk {
  const body = Buffer.alloc(12 + content.length);
  body.writeUInt32BE(tsn >>> 0, 0);
  body.writeUInt16BE(streamId, 4);
  body.writeUInt32BE(kind, 8);
  content.copy(body, 12);
  return { type: 0, flags, body };
}
