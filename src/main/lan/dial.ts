import { Socket } from 'node:net';

const DIAL_TIMEOUT_MS = 8_000;

/**
 * Opens a connection; `null`: nobody takes it.
 *
 * @param from The address of this machine to open it from.
 */
export function dial(address: string, port: number, from: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const give = (): void => {
      socket.destroy();
      resolve(null);
    };
    socket.setTimeout(DIAL_TIMEOUT_MS, give);
    socket.once('error', give);
    socket.connect({ host: address, port, localAddress: from }, () => {
      socket.setTimeout(0);
      socket.off('error', give);
      resolve(socket);
    });
  });
}
