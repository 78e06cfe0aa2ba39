import * as v from 'valibot';
import { addressText, isServerUrl, parseServerAddress } from './server-address';
import { slugSchema } from '../protocol/room-messages';

/**
 * A room that a link leads to. Following it only fills in the command line: nobody joins by a
 * click.
 */
export interface RoomLink {
  readonly slug: string;
  /** ws:// or wss://; `null`: the link names none. */
  readonly server: string | null;
  /** Whoever made the link says that the room has a password: no server can say otherwise then. */
  readonly asksPassword: boolean;
}

/**
 * Where a link asks to sign in, and perhaps as whom. Following it only fills in the command line.
 */
export interface LoginLink {
  /** ws:// or wss://. */
  readonly server: string;
  readonly user: string | null;
}

export const LINK_SCHEME = 'webcrt';
/** Longer than any link that we make. */
const MAX_LINK_CHARS = 1_000;

const LINK =
  /^webcrt:\/\/room\/([\w-]{1,64})\/?(?:\?server=([^&#\s]{1,500}))?([?&]password=asked)?$/i;

/** The address of a room's page, on whatever host. */
const ROOM_PAGE = /^https?:\/\/[^\s?#]{1,500}\/room\/([\w-]{1,64})\/?(#password=asked)?$/i;

/** Whether `text` claims to be one of our links, usable or not. */
export function isLink(text: string): boolean {
  return text.toLowerCase().startsWith(`${LINK_SCHEME}:`);
}

/**
 * Reads `webcrt://room/SLUG?server=URL&password=asked`. Anybody can put such a link on any page, so
 * that whatever is not exactly that is `null`: other places, other parameters, a user's name, an
 * address that is none.
 */
export function parseRoomLink(text: string): RoomLink | null {
  const match = text.length <= MAX_LINK_CHARS ? LINK.exec(text) : null;
  if (match === null) return null;
  const [, slug, encoded, mark] = match as unknown as [string, string, string?, string?];
  if (!isSlug(slug)) return null;
  const asksPassword = mark !== undefined;
  // The first parameter has the question mark, and no other.
  if (asksPassword && mark.startsWith('?') !== (encoded === undefined)) return null;
  if (encoded === undefined) return { slug, server: null, asksPassword };
  const server = serverOf(encoded);
  return server === null ? null : { slug, server, asksPassword };
}

/**
 * Reads an invitation as it is pasted: a link of ours, or the address of a room's page,
 * `https://HOST/room/SLUG#password=asked`. `null`: it is neither, or more than that.
 */
export function parseInvitation(text: string): RoomLink | null {
  const match = ROOM_PAGE.exec(text);
  if (match === null) return parseRoomLink(text);
  const [, slug, mark] = match as unknown as [string, string, string?];
  const server = isSlug(slug) ? linkedServer(text) : null;
  return server === null ? null : { slug, server, asksPassword: mark !== undefined };
}

export function isSlug(text: string): boolean {
  return v.is(slugSchema, text);
}

/** The address that is said to follow `server=`, as signing in takes it. */
function serverOf(encoded: string): string | null {
  const text = decode(encoded);
  return text === null ? null : linkedServer(text);
}

/** A server that a link names, in the spelling in which it is shown; `null`: it is no address. */
export function linkedServer(text: string): string | null {
  const address = isServerUrl(text) ? parseServerAddress(text) : null;
  return address === null ? null : addressText(address);
}

function decode(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
