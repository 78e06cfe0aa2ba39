import { readDeviceCode } from '../../shared/identity/device-offer';
import type { StartOptions } from '../../shared/ipc/host-api';
import {
  isSlug,
  linkedServer,
  type LoginLink,
  type RoomLink,
} from '../../shared/signalling/deep-link';
import { isSameServer } from '../../shared/signalling/server-address';
import { sanitiseLine, sanitiseName } from '../../shared/text/sanitise';

const MAX_COMMAND_GRAPHEMES = 60;
const ROOM_PATH = /\/room\/([^/]+)\/?$/;

/** Of a page's address, what says where it is from and what it asks for. */
export type PageAddress = Pick<Location, 'origin' | 'pathname' | 'hash'>;

/**
 * What the page's address says: `#user=NAME` on the page's own server, or
 * `#server=wss://…&user=NAME`. Anybody can make such a link: another server, and who one would be
 * there, are suggested only, and so is the code of a new device, `#link=CODE`.
 */
export function readStartOptions(
  address: PageAddress,
  appVersion: string,
  serverCommand: string,
): StartOptions {
  const parameters = new URLSearchParams(address.hash.replace(/^#/, ''));
  const server = address.origin.replace(/^http/, 'ws') + basePathOf(address);
  const user = sanitiseName(parameters.get('user') ?? '');
  const login = loginOf(parameters.get('server'), user, server);
  return {
    server,
    user: login === null ? user : null,
    appVersion,
    room: roomOf(address, parameters.get('password') === 'asked'),
    login,
    deviceCode: readDeviceCode(parameters.get('link') ?? ''),
    // Anybody can make a link to a page.
    isKiosk: false,
    serverCommand,
  };
}

/** What the page's server says starts one like it; else the program that every installation has. */
export function serverCommand(): string {
  const place = document.querySelector<HTMLMetaElement>('meta[name="server-command"]');
  return sanitiseLine(place?.content ?? '', MAX_COMMAND_GRAPHEMES) || 'webcrt-server';
}

/** `null`: the link names no server, this page's own, or something that is no address. */
function loginOf(named: string | null, user: string | null, own: string): LoginLink | null {
  const server = named === null ? null : linkedServer(named);
  return server === null || isSameServer(server, own) ? null : { server, user };
}

/** What the page is below on its host, behind a proxy: `/webcrt`; '' at the root. */
function basePathOf({ pathname }: PageAddress): string {
  return pathname.replace(ROOM_PATH, '').replace(/\/(?:[^/]+\.html)?$/, '');
}

/** The room that an invitation's address names: `/room/SLUG`, on this page's own server. */
function roomOf({ pathname }: PageAddress, asksPassword: boolean): RoomLink | null {
  const slug = ROOM_PATH.exec(pathname)?.[1] ?? '';
  return isSlug(slug) ? { slug, server: null, asksPassword } : null;
}
