import { ed25519 } from '@noble/curves/ed25519.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { parseUrl } from '../../shared/base/parse-url';
import { err, ok, type Result } from '../../shared/base/result';

// What newest version there is, as whoever makes releases has signed it. Whoever serves the list
// can keep it back, for as long as it holds; what they cannot do is make one, or bring an older one
// to somebody who has seen a newer.

/** A list is no longer than that, whoever serves it. */
export const MAX_LIST_BYTES = 16_384;
/** For clocks that are wrong. */
const CLOCK_SLACK_MS = 86_400_000;

/** `1.2.3`, or `1.2.3-rc.4` */
const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-rc\.(\d{1,6}))?$/;

const outerSchema = v.strictObject({
  /** The text that is signed: JSON. */
  signed: v.pipe(v.string(), v.maxLength(MAX_LIST_BYTES)),
  /** Ed25519, in base64. */
  signature: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{86}==$/)),
});

const time = v.pipe(v.number(), v.integer(), v.minValue(0));
const innerSchema = v.strictObject({
  product: v.literal('webcrt'),
  version: v.pipe(v.string(), v.regex(VERSION)),
  /** Where it can be had. */
  page: v.pipe(v.string(), v.maxLength(500)),
  issuedMs: time,
  expiresMs: time,
});

export type VersionList = v.InferOutput<typeof innerSchema>;

/** Why a list is not believed. */
export type ListRefusal =
  /** It is not one. */
  | 'garbage'
  /** It was not signed by the key, or not as it is now. */
  | 'forged'
  | 'expired'
  /** A newer one has been seen, or it is of a time that is yet to come. */
  | 'older'
  | 'from-the-future';

export interface ListQuestion {
  /** The public key, as 64 hexadecimal digits. */
  readonly key: string;
  readonly nowMs: number;
  /** When the newest list that was believed was issued; 0: there was none. */
  readonly newestIssuedMs: number;
}

/** Reads a list, and tells what it says, or why it is not believed. */
export function readVersionList(
  text: string,
  { key, nowMs, newestIssuedMs }: ListQuestion,
): Result<VersionList, ListRefusal> {
  const outer = v.safeParse(outerSchema, parseJson(text));
  if (!outer.success) return err('garbage');
  // Before anything of it is read: nobody else is listened to.
  if (!isSigned(outer.output, key)) return err('forged');
  const inner = v.safeParse(innerSchema, parseJson(outer.output.signed));
  if (!inner.success || parseUrl(inner.output.page)?.protocol !== 'https:') return err('garbage');
  const list = inner.output;
  if (list.issuedMs > nowMs + CLOCK_SLACK_MS) return err('from-the-future');
  if (list.issuedMs < newestIssuedMs) return err('older');
  return list.expiresMs <= nowMs ? err('expired') : ok(list);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isSigned({ signed, signature }: v.InferOutput<typeof outerSchema>, key: string): boolean {
  const bytes = new Uint8Array(Buffer.from(signature, 'base64'));
  try {
    const message = new TextEncoder().encode(signed);
    return ed25519.verify(bytes, message, hexToBytes(key), { zip215: false });
  } catch {
    return false;
  }
}

/** Whether `version` comes after `other`; a candidate comes before its release. */
export function isNewer(version: string, other: string): boolean {
  const [left, right] = [version, other].map(orderOf);
  if (left === undefined || right === undefined) return false;
  const at = left.findIndex((part, index) => part !== right[index]);
  return at >= 0 && (left[at] ?? 0) > (right[at] ?? 0);
}

/** Whether `version` is one that is tried before it is released. */
export function isCandidate(version: string): boolean {
  return version.includes('-rc.');
}

function orderOf(version: string): readonly number[] | undefined {
  const parts = VERSION.exec(version)?.slice(1);
  return parts?.map((part: string | undefined) => (part === undefined ? Infinity : Number(part)));
}
