import { randomBytes } from 'node:crypto';
import type { Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { LanMessage } from '../../shared/lan/lan-frames';
import type { Push } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import type { RawSocket, SocketEvent } from '../../shared/signalling/server-connection';
import { ClientHub, type HubClient } from '../../server/index';
import type { LanLink } from './lan-link';

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
  private link: LanLink | null = null;
  /** The guest's connections, by the number that it gave them. */
  private readonly guests = new Map<number, HubClient>();

  constructor(private readonly options: PairHubOptions) {
    const { hubKey, logger } = options;
    this.hub = new ClientHub(logger, `http://${hubHost(hubKey)}`);
  }

  /** The local user's connection. */
  openLocal(handle: (event: SocketEvent) => void): RawSocket {
    let isOver = false;
    const client = this.hub.open(newId(), hubHost(this.options.hubKey), null, {
      push: ({ name, payload }) => {
        if (!isOver) handle({ kind: 'pushed', name, payload });
      },
      close: () => {
        if (!isOver) handle({ kind: 'lost', why: 'put out' });
      },
    });
    // Events come later than this call.
    queueMicrotask(() => {
      if (!isOver) handle({ kind: 'connected', id: client.id });
    });
    return {
      emit: (name, payload, ack) => {
        if (!isOver) client.receive(name, payload, ack);
      },
      dispose: () => {
        if (isOver) return;
        isOver = true;
        client.end('broken');
      },
    };
  }

  /** In the place of the link before. */
  attach(link: LanLink): void {
    this.endGuests();
    this.link = link;
    link.onClosed(() => {
      if (this.link !== link) return;
      this.link = null;
      this.endGuests();
    });
  }

  /** What the guest says. */
  take(message: LanMessage): void {
    const { link } = this;
    if (link === null) return;
    if (message.kind === 'open') this.open(link, message.session);
    else if (message.kind === 'closed') this.close(message.session);
    else if (message.kind === 'request') {
      const { session, serial, name, payload } = message;
      this.guests.get(session)?.receive(name, payload, (reply) => {
        link.send({ kind: 'reply', session, serial, reply });
      });
    }
  }

  dispose(): void {
    this.endGuests();
    this.hub.dispose();
  }

  /** One at a time: a client that opens another has given up the one before. */
  private open(link: LanLink, session: number): void {
    this.endGuests();
    const id = newId();
    const { hubKey, guestKey } = this.options;
    const client = this.hub.open(id, hubHost(hubKey), guestKey, {
      push: ({ name, payload }: Push) => {
        link.send({ kind: 'push', session, name, payload });
      },
      close: () => {
        link.send({ kind: 'closed', session });
        this.guests.delete(session);
      },
    });
    this.guests.set(session, client);
    link.send({ kind: 'opened', session, id });
  }

  private close(session: number): void {
    this.guests.get(session)?.end('broken');
    this.guests.delete(session);
  }

  private endGuests(): void {
    for (const session of [...this.guests.keys()]) this.close(session);
  }
}

const HOST_DIGITS = 32;

/** What a hub of two is called in what its clients sign: its owner's key, and no real server. */
export function hubHost(hubKey: PublicKey): string {
  return `${hubKey.slice(0, HOST_DIGITS)}.lan.invalid`;
}

function newId(): string {
  return randomBytes(15).toString('base64url');
}
