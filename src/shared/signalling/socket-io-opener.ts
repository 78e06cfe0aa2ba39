import { io } from 'socket.io-client';
import { KNOWN_FIELDS } from '../protocol/version';
import { reachFailureOf } from './reach-failure';
import type { ServerAddress } from './server-address';
import type { SocketOpener } from './server-connection';

export interface SocketIoOptions {
  /** Sent as the Origin by hosts that are not pages. */
  readonly origin?: string | undefined;
  /** Opens the connections, in Node.js: an `http.Agent`. */
  readonly agent?: object | undefined;
}

/**
 * A socket.io socket for one attempt; coming back is SignallingClient's own business. The only user
 * of socket.io's client.
 */
export function openSocketIo(
  address: ServerAddress,
  { origin, agent }: SocketIoOptions = {},
): SocketOpener {
  return (handle) => {
    const socket = io(address.url, {
      path: `${address.basePath}/socket.io/`,
      query: { knows: KNOWN_FIELDS.join() },
      forceNew: true,
      reconnection: false,
      autoConnect: false,
      // No polling: it needs sticky servers, and pages may not reach other origins by it.
      transports: ['websocket'],
      // Its type knows no agents; Node.js' side of it passes them on.
      ...(agent === undefined ? {} : { agent: agent as unknown as string }),
      ...(origin === undefined ? {} : { extraHeaders: { origin } }),
    });
    socket.on('connect', () => {
      handle({ kind: 'connected', id: socket.id ?? '' });
    });
    socket.on('connect_error', (error) => {
      const reach = reachFailureOf(error);
      handle({ kind: 'lost', why: error.message, ...(reach === null ? {} : { reach }) });
    });
    socket.on('disconnect', (reason) => {
      handle({ kind: 'lost', why: reason });
    });
    socket.onAny((name: string, payload: unknown) => {
      handle({ kind: 'pushed', name, payload });
    });
    // Its limit would also run while the program stands still: the connection has one of its own.
    socket.io.timeout(false);
    socket.connect();
    return {
      emit: (name, payload, ack) => socket.emit(name, payload, ack),
      dispose() {
        socket.off();
        socket.offAny();
        // Not socket.disconnect(), which the server takes for leaving: name and call wait there.
        socket.io.engine.close();
      },
    };
  };
}
