// Checks packets of SCTP (RFC 9260) before werift does: a length of 0 has it read for ever.

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 4;
/** Where parameters begin in the chunks that have some, by their type. */
const PARAMETERS_AT: Readonly<Partial<Record<number, number>>> = {
  1: 16,
  2: 16,
  4: 0,
  5: 0,
  6: 0,
  9: 0,
  130: 0,
};
const SACK = 3;
const SACK_HEADER_BYTES = 12;
const GAP_BYTES = 4;
/** Sequence numbers that all gaps of one SACK may cover. */
const MAX_GAP_NUMBERS = 0x10000;

/** Whether all chunks and parameters of a packet lie within it, and no SACK covers too much. */
export function isSoundPacket(data: Buffer): boolean {
  if (data.length < HEADER_BYTES) return false;
  return isSoundList(data, HEADER_BYTES, isSoundChunk);
}

/** Chunks or parameters, one after the other: type and length, a body, and padding. */
function isSoundList(
  data: Buffer,
  start: number,
  isSound: (type: number, body: Buffer) => boolean,
): boolean {
  for (let at = start; at + CHUNK_HEADER_BYTES <= data.length;) {
    const length = data.readUInt16BE(at + 2);
    if (length < CHUNK_HEADER_BYTES || at + length > data.length) return false;
    if (!isSound(data[at], data.subarray(at + CHUNK_HEADER_BYTES, at + length))) return false;
    at += Math.ceil(length / CHUNK_HEADER_BYTES) * CHUNK_HEADER_BYTES;
  }
  return true;
}

function isSoundChunk(type: number, body: Buffer): boolean {
  if (type === SACK) return isSoundSack(body);
  const parametersAt = PARAMETERS_AT[type];
  return parametersAt === undefined || isSoundList(body, parametersAt, () => true);
}

/** werift looks at each number of each gap. */
function isSoundSack(body: Buffer): boolean {
  if (body.length < SACK_HEADER_BYTES) return false;
  const end = SACK_HEADER_BYTES + body.readUInt16BE(SACK_HEADER_BYTES - 4) * GAP_BYTES;
  if (end > body.length) return false;
  let numbers = 0;
  for (let at = SACK_HEADER_BYTES; at < end; at += GAP_BYTES) {
    numbers += Math.max(0, body.readUInt16BE(at + 2) - body.readUInt16BE(at) + 1);
  }
  return numbers <= MAX_GAP_NUMBERS;
}
