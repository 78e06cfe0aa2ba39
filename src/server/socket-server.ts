import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, type DisconnectReason, Server, type Socket } from 'socket.io';
import type { ServerToClientEvents } from '../shared/protocol/events';
import {
  HEARTBEAT_INTERVAL_MS,
  HEARTBEAT_TIMEOUT_MS,
  MAX_MESSAGE_BYTES,
  SIGN_IN_TIMEOUT_MS,
} from '../shared/protocol/limits';
import { BoundedWebSockets } from './bounded-web-sockets';
import type { HandshakeGate } from './handshake-gate';
import { refuseUpgrade } from './refuse-upgrade';
import type { Session } from './session';

export type { DisconnectReason };

export type ClientSocket = Socket<
  DefaultEventsMap,
  ServerToClientEvents,
  DefaultEventsMap,
  Session
>;
export type SocketServer = Server<
  DefaultEventsMap,
  ServerToClientEvents,
  DefaultEventsMap,
  Session
>;
/** Under a ClientSocket: engine.io's. */
export type RawSocket = ClientSocket['conn'];

/** What follows it comes before anything is read; `queueMicrotask` makes more of it. */
const NEXT_STEP = Promise.resolve();

/**
 * Puts socket.io on `httpServer`, as this server needs it: no compression, no rooms, and nobody let
 * in but by `handshakeGate`.
 * @param allowedOrigins of other pages than the server's own and the desktop app's
 */
export function createSocketServer(
  httpServer: HttpServer,
  handshakeGate: HandshakeGate,
  allowedOrigins: readonly string[],
): SocketServer {
  const io: SocketServer = new Server(httpServer, {
    transports: ['websocket', 'polling'],
    pingInterval: HEARTBEAT_INTERVAL_MS,
    pingTimeout: HEARTBEAT_TIMEOUT_MS,
    connectTimeout: SIGN_IN_TIMEOUT_MS,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    wsEngine: BoundedWebSockets,
    httpCompression: false,
    serveClient: false,
    // For reading the answers of polling; who may ask at all is decided in allowRequest. Where
    // nobody else may, there is nothing to say.
    ...(allowedOrigins.length === 0 ? {} : { cors: { origin: [...allowedOrigins] } }),
    allowRequest: (request, answer) => {
      const admission = handshakeGate.admit(request);
      // engine.io listens one step after it took a websocket, and would miss what came along with
      // the request.
      if (admission.ok) {
        void NEXT_STEP.then(() => {
          answer(null, true);
        });
      } else if (request.headers.upgrade === undefined) answer(admission.message, false);
      else {
        // engine.io would answer with 400, which says that the client is at fault.
        refuseUpgrade(request.socket, admission);
      }
    },
  });
  // Each socket would be in a room of its own, through which others could broadcast to it.
  io.of('/').adapter.addAll = () => undefined;
  return io;
}
