import { createHmac, timingSafeEqual } from 'node:crypto';

// Whom a STUN request (RFC 8489) is for, and whether its sender knows their password.

const HEADER_BYTES = 20;
const ATTRIBUTE_HEADER_BYTES = 4;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const INTEGRITY_BYTES = 20;

/** The name (ufrag) of the end that a request is for; `null`: it has no USERNAME. */
export function addresseeOf(request: Buffer): string | null {
  const at = find(request, USERNAME);
  if (at === null) return null;
  const length = request.readUInt16BE(at + 2);
  const start = at + ATTRIBUTE_HEADER_BYTES;
  return request.toString('utf8', start, start + length).split(':')[0];
}

/** Whether the MESSAGE-INTEGRITY of a request was made with `password`. */
export function isMadeWith(request: Buffer, password: string): boolean {
  const at = find(request, MESSAGE_INTEGRITY);
  if (at === null || request.readUInt16BE(at + 2) !== INTEGRITY_BYTES) return false;
  const covered = Buffer.from(request.subarray(0, at));
  // The length that is covered is that of a message which ends with this attribute.
  covered.writeUInt16BE(at + ATTRIBUTE_HEADER_BYTES + INTEGRITY_BYTES - HEADER_BYTES, 2);
  const start = at + ATTRIBUTE_HEADER_BYTES;
  const told = request.subarray(start, start + INTEGRITY_BYTES);
  return timingSafeEqual(createHmac('sha1', password).update(covered).digest(), told);
}

/** Where the first attribute of that type begins; `null`: there is none that is whole. */
function find(request: Buffer, type: number): number | null {
  for (let at = HEADER_BYTES; at + ATTRIBUTE_HEADER_BYTES <= request.length;) {
    const end = at + ATTRIBUTE_HEADER_BYTES + request.readUInt16BE(at + 2);
    if (end > request.length) return null;
    if (request.readUInt16BE(at) === type) return at;
    at = Math.ceil(end / ATTRIBUTE_HEADER_BYTES) * ATTRIBUTE_HEADER_BYTES;
  }
  return null;
}
