import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { publicKeySchema, signatureSchema } from '../protocol/fields';
import { canonicalBytes } from './canonical-bytes';
import type { StatementOf } from './statement';

/** An offer is good for so long, and the code that is read from one screen to the other. */
export const DEVICE_OFFER_MS = 10 * 60_000;

/** Crockford's: no letters that are taken for digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS_EACH = 5;
const BYTE_BITS = 8;
const GROUP_CHARS = 4;
/** 60 bits: whoever wants another device with the same code tries 2^60 keys in ten minutes. */
const CODE_CHARS = 12;
/** What people type for what stands in a code. */
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** A line of chat that says it is one of these is for the program, and for nobody to read. */
const PREFIX = 'webcrt device ';
const offerSchema = v.strictObject({
  device: publicKeySchema,
  atMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  signature: signatureSchema,
});
/** What a new device says to one that has the name: it wants to be the same person's. */
export type DeviceOffer = v.InferOutput<typeof offerSchema>;

/** An offer as a line of private chat. */
export function deviceOfferLine(offer: DeviceOffer): string {
  return `${PREFIX}${JSON.stringify(offer)}`;
}

/** Whether a line says that it is an offer, usable or not. */
export function isDeviceOfferLine(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** `null`: it is none. */
export function parseDeviceOffer(text: string): DeviceOffer | null {
  if (!isDeviceOfferLine(text)) return null;
  try {
    return v.parse(offerSchema, JSON.parse(text.slice(PREFIX.length)));
  } catch {
    return null;
  }
}

/**
 * What the new device shows, and somebody types on the other: `K7Q2-M0XT-4PZ9`. It is of one
 * device, one name, and one key that has it; so a server that puts its own device in the place of
 * the new one is found out.
 */
export function deviceCode(statement: StatementOf<'device-linked'>): string {
  const { name, by, device, atMs } = statement;
  const digest = sha256(canonicalBytes('webcrt device-code v1', [name, by, device, atMs]));
  const bits = Array.from(digest, (byte) => byte.toString(2).padStart(BYTE_BITS, '0')).join('');
  const characters = Array.from({ length: CODE_CHARS }, (_, index) => {
    const at = index * BITS_EACH;
    return ALPHABET[Number.parseInt(bits.slice(at, at + BITS_EACH), 2)] ?? '';
  });
  return grouped(characters.join(''));
}

/** A code as it was typed, as `deviceCode` writes it; `null`: it is none. */
export function readDeviceCode(text: string): string | null {
  const characters = Array.from(text.toUpperCase().replace(/[\s-]/g, ''), (each) => {
    return LOOKALIKES[each] ?? each;
  });
  const isCode =
    characters.length === CODE_CHARS && characters.every((each) => ALPHABET.includes(each));
  return isCode ? grouped(characters.join('')) : null;
}

function grouped(characters: string): string {
  return characters.match(new RegExp(`.{${GROUP_CHARS}}`, 'g'))?.join('-') ?? characters;
}
