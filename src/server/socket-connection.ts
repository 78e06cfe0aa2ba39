import type { Push } from '../shared/protocol/events';
import type { Connection } from './connection';
import type { ConnectingClient } from './connecting-client';
import { withoutVia } from './known-fields';
import type { ClientSocket } from './socket-server';

/** The connection of one client, over its socket. */
export class SocketConnection implements Connection {
  readonly id: string;

  constructor(
    readonly socket: ClientSocket,
    private readonly client: ConnectingClient,
  ) {
    this.id = socket.id;
  }

  get address(): string {
    return this.client.address;
  }

  get addressKey(): string | null {
    return this.client.addressKey;
  }

  get isGuest(): boolean {
    return this.client.isGuest;
  }

  get via(): string | null {
    return this.client.via;
  }

  get knowsVia(): boolean {
    return this.client.knowsVia;
  }

  get host(): string | undefined {
    return this.client.host;
  }

  push({ name, payload }: Push): void {
    // One call per push name would say the same thing thirteen times.
    (this.socket.emit as (name: string, payload: unknown) => boolean).call(
      this.socket,
      name,
      this.knowsVia ? payload : withoutVia(payload),
    );
  }

  close(): void {
    this.socket.disconnect(true);
  }
}
