import type { Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { PublicKey } from '../../shared/protocol/fields';
import type { RawSocket, SocketEvent } from '../../shared/signalling/server-connection';
import { ClientHub } from '../../server/index';
import { HubGuests } from './hub-guests';
import type { LanLink } from './lan-link';
import { openLocalSocket } from './local-socket';

/**
 * The hub of the local user's rooms: everybody on the network may come to it, each over their own
 * link. They are told of the rooms that are listed and of whoever is in the same one, and of nobody
 * besides; it makes rooms for the local user alone.
 */
export class RoomHub implements Disposable {
  private readonly hub: ClientHub;
  readonly host: string;

  constructor(hubKey: PublicKey, logger: Logger) {
    this.host = roomsHost(hubKey);
    this.hub = new ClientHub(logger, `http://${this.host}`, 'contacts');
  }

  /** The local user's connection. */
  openLocal(handle: (event: SocketEvent) => void): RawSocket {
    return openLocalSocket(this.hub, this.host, handle);
  }

  /** Whoever is at the other end of a link may come from now on. */
  attach(link: LanLink, key: PublicKey): HubGuests {
    const { hub, host } = this;
    return new HubGuests(link, { hub, kind: 'rooms', host, key, mayAsk: mayGuestAsk });
  }

  dispose(): void {
    this.hub.dispose();
  }
}

/** Nothing but rooms: who else is on the network is not theirs to know. */
function mayGuestAsk(name: string, payload: unknown): boolean {
  if (name === 'session:sign-in') return !isWatching(payload);
  return name === 'session:sign-out' || (name.startsWith('room:') && name !== 'room:create');
}

function isWatching(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('watch' in payload)) return false;
  return !Array.isArray(payload.watch) || payload.watch.length > 0;
}

const HOST_DIGITS = 32;

/** As `pairHost`: what is signed for the one hub is of no use at the other. */
export function roomsHost(hubKey: PublicKey): string {
  return `${hubKey.slice(0, HOST_DIGITS)}.rooms.lan.invalid`;
}
