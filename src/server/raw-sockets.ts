import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Disposable, toDisposable } from '../shared/base/lifecycle';

const ignore = (): undefined => undefined;

function uncork(socket: Duplex): void {
  socket.uncork();
}

/** How long whoever was told the last word may take to hang up. */
const CUT_MS = 1_000;

/**
 * Node leaves a connection half open for whoever was refused an upgrade and does not hang up: for
 * as long as they like, and as many as they like.
 */
function cutSoon(this: Duplex): void {
  setTimeout(() => {
    this.destroy();
  }, CUT_MS).unref();
}

/**
 * The TCP connections under a server. Node forgets a connection once it was upgraded to a
 * websocket, but a server that stops must be able to end those of clients that no longer answer.
 */
export class RawSockets implements Disposable {
  private readonly sockets = new Set<Socket>();
  private readonly listening: Disposable;

  constructor(httpServer: HttpServer) {
    const { sockets } = this;
    // One function for all of them: a closure each would stay in memory for as long as its
    // connection.
    const handleClose = function (this: Socket): void {
      sockets.delete(this);
    };
    const handleConnection = (socket: Socket): void => {
      sockets.add(socket);
      socket.on('close', handleClose);
    };
    // Between Node's letting go of an upgraded socket and engine.io's taking it, a reset connection
    // would be an error without a listener, which ends the process.
    const handleUpgrade = (_request: unknown, socket: Duplex): void => {
      socket.on('error', ignore);
      socket.on('finish', cutSoon);
      // The answer to the handshake and engine.io's first packet then leave as one.
      socket.cork();
      setImmediate(uncork, socket);
    };
    httpServer.on('connection', handleConnection);
    httpServer.prependListener('upgrade', handleUpgrade);
    this.listening = toDisposable(() => {
      httpServer.off('connection', handleConnection);
      httpServer.off('upgrade', handleUpgrade);
    });
  }

  get size(): number {
    return this.sockets.size;
  }

  destroyAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  dispose(): void {
    this.listening.dispose();
  }
}
