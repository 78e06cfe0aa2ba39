import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Disposable } from '../../shared/base/lifecycle';
import { UserError } from '../user-error';
import type { NetworkPlace } from './network-interfaces';

/** Of addresses for use within a site (RFC 2365): routers keep it in. */
const GROUP = '239.255.87.67';
/** Not further than this network. */
const TTL = 1;

export interface BeaconSocketOptions {
  readonly place: NetworkPlace;
  readonly port: number;
  readonly handle: (bytes: Uint8Array, address: string, port: number) => void;
}

/**
 * Datagrams to everybody on one network, and from there: by broadcast and by multicast, as some
 * access points pass on only one of them. Nothing leaves by another interface.
 */
export class BeaconSocket implements Disposable {
  private constructor(
    private readonly receiving: Socket,
    private readonly sending: Socket,
    private readonly options: BeaconSocketOptions,
  ) {}

  /** @throws UserError where the port cannot be had. */
  static async open(options: BeaconSocketOptions): Promise<BeaconSocket> {
    const { place, port, handle } = options;
    // On the same machine there may be a second app.
    const receiving = createSocket({ type: 'udp4', reuseAddr: true });
    const sending = createSocket({ type: 'udp4', reuseAddr: true });
    try {
      // Broadcasts do not reach a socket that is bound to an address.
      await bind(receiving, port);
      await bind(sending, 0, place.address);
    } catch {
      receiving.close();
      sending.close();
      throw new UserError(
        `UDP port ${port} of this machine cannot be used. Choose another, the same one for everybody, as in: config lan_port ${port + 1}`,
      );
    }
    for (const socket of [receiving, sending]) socket.on('error', () => undefined);
    ignoreFailure(() => {
      receiving.addMembership(GROUP, place.address);
    });
    sending.setBroadcast(true);
    ignoreFailure(() => {
      sending.setMulticastInterface(place.address);
      sending.setMulticastTTL(TTL);
    });
    receiving.on('message', (bytes, { address, port: from }) => {
      handle(bytes, address, from);
    });
    return new BeaconSocket(receiving, sending, options);
  }

  sendToAll(bytes: Uint8Array): void {
    const { place } = this.options;
    for (const address of [place.broadcast, GROUP]) this.sendTo(bytes, address);
  }

  /** What is not delivered is said again soon. */
  sendTo(bytes: Uint8Array, address: string): void {
    ignoreFailure(() => {
      this.sending.send(bytes, this.options.port, address, () => undefined);
    });
  }

  dispose(): void {
    for (const socket of [this.receiving, this.sending]) ignoreFailure(() => socket.close());
  }
}

async function bind(socket: Socket, port: number, address?: string): Promise<void> {
  const listening = once(socket, 'listening');
  socket.bind({ port, ...(address === undefined ? {} : { address }), exclusive: true });
  await listening;
}

/** Some systems have no multicast on some interfaces: broadcast is left then. */
function ignoreFailure(task: () => void): void {
  try {
    task();
  } catch {
    // What else there is goes on.
  }
}
