import { io } from 'socket.io-client';
import { ACK_TIMEOUT_MS } from '../protocol/limits';
import type { ServerAddress } from './server-address';
import type { SocketOpener } from './server-connection';

/**
 * A socket.io socket for one attempt; coming back is SignallingClient's own business. The only user of
 * socket.io's client. `origin`: sent as the Origin by hosts that are not pages.
 */
export function openSocketIo(address: ServerAddress, origin: string | undefined): SocketOpener {
  return (handle) => {
    const socket = io(address.url, {
      path: `${address.basePath}/socket.io/`,
      forceNew: true,
      reconnection: false,
      timeout: ACK_TIMEOUT_MS,
      // No polling: it needs sticky servers, and pages may not reach other origins by it.
      transports: ['websocket'],
      ...(origin === undefined ? {} : { extraHeaders: { origin } }),
    });
    socket.on('connect', () => {
      handle({ kind: 'connected' });
    });
    socket.on('connect_error', (error) => {
      handle({ kind: 'lost', why: error.message });
    });
    socket.on('disconnect', (reason) => {
      handle({ kind: 'lost', why: reason });
    });
    socket.onAny((name: string, payload: unknown) => {
      handle({ kind: 'pushed', name, payload });
    });
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
