import type { Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { LanMessage } from '../../shared/lan/lan-frames';
import type { PublicKey } from '../../shared/protocol/fields';
import type { RawSocket, SocketEvent } from '../../shared/signalling/server-connection';
import { ClientHub } from '../../server/index';
import { HubGuests } from './hub-guests';
import type { LanLink } from './lan-link';
import { openLocalSocket } from './local-socket';

export interface PairHubOptions {
  /** Whose hub it is ... */
  readonly hubKey: PublicKey;
  /** ... and who may come over a link. */
  readonly guestKey: PublicKey;
  readonly logger: Logger;
}

/** The hub of two, without a socket: one client is at this end, the other comes over a link. */
export class PairHub implements Disposable {
  private readonly hub: ClientHub;
  private guests: HubGuests | null = null;

  constructor(private readonly options: PairHubOptions) {
    const { hubKey, logger } = options;
    this.hub = new ClientHub(logger, `http://${pairHost(hubKey)}`);
  }

  /** The local user's connection. */
  openLocal(handle: (event: SocketEvent) => void): RawSocket {
    return openLocalSocket(this.hub, pairHost(this.options.hubKey), handle);
  }

  /** In the place of the link before. */
  attach(link: LanLink): void {
    const { hub } = this;
    const { hubKey, guestKey: key } = this.options;
    this.guests?.end('broken');
    this.guests = new HubGuests(link, { hub, kind: 'pair', host: pairHost(hubKey), key });
  }

  /** What the guest says. */
  take(message: LanMessage): void {
    this.guests?.take(message);
  }

  dispose(): void {
    this.guests?.end('broken');
    this.hub.dispose();
  }
}

const HOST_DIGITS = 32;

/** What a hub of two is called in what its clients sign: its owner's key, and no real server. */
export function pairHost(hubKey: PublicKey): string {
  return `${hubKey.slice(0, HOST_DIGITS)}.lan.invalid`;
}
