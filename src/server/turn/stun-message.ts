import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

// The wire of STUN (RFC 8489) and TURN (RFC 8656), as far as asking for a relay needs it. Integers
// are big-endian; each attribute is padded to four bytes.

export const METHODS = { allocate: 0x003, refresh: 0x004, createPermission: 0x008 } as const;
export type StunMethod = keyof typeof METHODS;
export type StunClass = 'request' | 'success' | 'error';

export const ATTRIBUTES = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedTransport: 0x0019,
} as const;

const CLASS_BITS: Readonly<Record<StunClass, number>> = {
  request: 0x000,
  success: 0x100,
  error: 0x110,
};
const CLASS_MASK = 0x110;
const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const ID_BYTES = 12;
const INTEGRITY_BYTES = 20;
const ATTRIBUTE_HEADER_BYTES = 4;
const FAMILY_IPV4 = 1;
const FAMILY_IPV6 = 2;

/** An attribute by its type, as it is on the wire. */
export type StunAttribute = readonly [type: number, value: Buffer];

export interface StunMessage {
  readonly method: number;
  readonly class: StunClass;
  /** Twelve bytes of chance, which tell answers apart. */
  readonly id: Buffer;
  readonly attributes: readonly StunAttribute[];
}

export function createStunId(): Buffer {
  return randomBytes(ID_BYTES);
}

/** What messages of an account are signed with (RFC 8489, section 9.2.2). */
export function longTermKey(username: string, realm: string, password: string): Buffer {
  return createHash('md5').update(`${username}:${realm}:${password}`).digest();
}

/** @param key signs the message, where there is one */
export function encodeStunMessage(message: StunMessage, key: Buffer | null): Buffer {
  const body = Buffer.concat(message.attributes.map(encodeAttribute));
  if (key === null) return Buffer.concat([encodeHeader(message, body.length), body]);
  // The length that is signed counts the signature itself.
  const length = body.length + ATTRIBUTE_HEADER_BYTES + INTEGRITY_BYTES;
  const signed = Buffer.concat([encodeHeader(message, length), body]);
  const integrity = createHmac('sha1', key).update(signed).digest();
  return Buffer.concat([signed, encodeAttribute([ATTRIBUTES.messageIntegrity, integrity])]);
}

function encodeHeader(message: StunMessage, length: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(message.method | CLASS_BITS[message.class], 0);
  header.writeUInt16BE(length, 2);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  message.id.copy(header, 8);
  return header;
}

function encodeAttribute([type, value]: StunAttribute): Buffer {
  const bytes = Buffer.alloc(ATTRIBUTE_HEADER_BYTES + padded(value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, ATTRIBUTE_HEADER_BYTES);
  return bytes;
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** How long the message at the start of `bytes` is, in bytes; `null`: its header is not there. */
export function stunMessageBytes(bytes: Buffer): number | null {
  return bytes.length < HEADER_BYTES ? null : HEADER_BYTES + bytes.readUInt16BE(2);
}

/** `null`: it is no message of STUN, or not a whole one. */
export function decodeStunMessage(bytes: Buffer): StunMessage | null {
  if (bytes.length !== stunMessageBytes(bytes)) return null;
  const type = bytes.readUInt16BE(0);
  if (type > 0x3fff || bytes.readUInt32BE(4) !== MAGIC_COOKIE) return null;
  const found = (['request', 'success', 'error'] as const).find(
    (each) => CLASS_BITS[each] === (type & CLASS_MASK),
  );
  const attributes = readAttributes(bytes);
  if (found === undefined || attributes === null) return null;
  const id = bytes.subarray(8, HEADER_BYTES);
  return { method: type & ~CLASS_MASK, class: found, id, attributes };
}

function readAttributes(bytes: Buffer): StunAttribute[] | null {
  const attributes: StunAttribute[] = [];
  for (let at = HEADER_BYTES; at < bytes.length;) {
    const start = at + ATTRIBUTE_HEADER_BYTES;
    if (start > bytes.length) return null;
    const end = start + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    attributes.push([bytes.readUInt16BE(at), bytes.subarray(start, end)]);
    at = start + padded(end - start);
  }
  return attributes;
}

export function attributeOf(message: StunMessage, wanted: number): Buffer | null {
  return message.attributes.find(([type]) => type === wanted)?.[1] ?? null;
}

/** Whether whoever sent those bytes, a whole message, has the key. */
export function isSignedBy(bytes: Buffer, key: Buffer): boolean {
  const message = decodeStunMessage(bytes);
  if (message === null) return false;
  const last = message.attributes.findIndex(([type]) => type === ATTRIBUTES.messageIntegrity);
  const integrity = message.attributes.at(last)?.[1];
  if (last < 0 || integrity?.length !== INTEGRITY_BYTES) return false;
  // What follows the signature (a fingerprint) is not signed.
  const signed = { ...message, attributes: message.attributes.slice(0, last) };
  const again = encodeStunMessage(signed, key);
  return timingSafeEqual(again.subarray(-INTEGRITY_BYTES), integrity);
}

/** 300 to 699, and what the server says of it; `null`: there is none. */
export function errorOf(
  message: StunMessage,
): { readonly code: number; readonly reason: string } | null {
  const value = attributeOf(message, ATTRIBUTES.errorCode);
  if (value === null || value.length < 4) return null;
  return {
    code: (value.readUInt8(2) & 7) * 100 + value.readUInt8(3),
    reason: value.toString('utf8', 4),
  };
}

/** An address as XOR-PEER-ADDRESS and the like have it. Port 0: of no interest. */
export function encodeXorAddress(address: string, id: Buffer): Buffer {
  const bytes = Buffer.from(ipaddr.parse(address).toByteArray());
  const value = Buffer.alloc(4 + bytes.length);
  value[1] = isIPv6(address) ? FAMILY_IPV6 : FAMILY_IPV4;
  value.writeUInt16BE(MAGIC_COOKIE >>> 16, 2);
  xorAddress(bytes, id).copy(value, 4);
  return value;
}

/** `null`: it is no address. */
export function decodeXorAddress(value: Buffer, id: Buffer): string | null {
  const expected = value[1] === FAMILY_IPV6 ? 20 : value[1] === FAMILY_IPV4 ? 8 : null;
  if (value.length !== expected) return null;
  return ipaddr.fromByteArray([...xorAddress(value.subarray(4), id)]).toString();
}

function xorAddress(bytes: Buffer, id: Buffer): Buffer {
  const mask = Buffer.alloc(4 + ID_BYTES);
  mask.writeUInt32BE(MAGIC_COOKIE, 0);
  id.copy(mask, 4);
  return Buffer.from(bytes.map((byte, at) => byte ^ mask[at]));
}
