import type { HubKind, LanMessage } from '../../shared/lan/lan-frames';
import type { Push } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import type { ClientHub, HubClient } from '../../server/index';
import { newConnectionId } from './connection-id';
import type { LanLink } from './lan-link';

export interface HubGuestsOptions {
  readonly hub: ClientHub;
  readonly kind: HubKind;
  /** What the hub is called in what its clients sign. */
  readonly host: string;
  /** Who may come over the link. */
  readonly key: PublicKey;
  readonly mayAsk?: (name: string, payload: unknown) => boolean;
}

/** Whoever is at the other end of one link, as a client of a hub at this end. */
export class HubGuests {
  /** Connections, by the number that the client gave them. */
  private readonly guests = new Map<number, HubClient>();

  constructor(
    private readonly link: LanLink,
    private readonly options: HubGuestsOptions,
  ) {
    link.onClosed(() => {
      this.end('broken');
    });
  }

  /** What the client says; what is for another hub is left alone. */
  take(message: LanMessage): void {
    if (message.kind === 'open' && message.hub === this.options.kind) this.open(message.session);
    else if (message.kind === 'close') this.close(message.session, 'broken');
    else if (message.kind === 'request') {
      const { session, serial, name, payload } = message;
      this.guests.get(session)?.receive(name, payload, (reply) => {
        this.link.send({ kind: 'reply', session, serial, reply });
      });
    }
  }

  /** `left`: they will not be back. */
  end(how: 'left' | 'broken'): void {
    for (const session of [...this.guests.keys()]) this.close(session, how);
  }

  /** One at a time: a client that opens another has given up the one before. */
  private open(session: number): void {
    this.end('broken');
    const { link } = this;
    const { hub, host, key, mayAsk } = this.options;
    const id = newConnectionId();
    const client = hub.open(
      { id, host, key, ...(mayAsk && { mayAsk }) },
      {
        push: ({ name, payload }: Push) => {
          link.send({ kind: 'push', session, name, payload });
        },
        close: () => {
          link.send({ kind: 'closed', session });
          this.guests.delete(session);
        },
      },
    );
    this.guests.set(session, client);
    link.send({ kind: 'opened', session, id });
  }

  private close(session: number, how: 'left' | 'broken'): void {
    this.guests.get(session)?.end(how);
    this.guests.delete(session);
  }
}
