import { type IncomingMessage, type Server as HttpServer, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { BoundedWebSockets, type RawWebSocket } from '../bounded-web-sockets';
import { type AddressOf, addressKeyOf } from '../client-address';
import { ALIS_MAGIC, ALIS_PROTOCOL, alisEnd, alisInit, alisOutput } from './alis';
import { boundReceived } from './bound-received';
import type { GridSize } from './grid-ladder';
import { SCREEN_ON } from './terminal-screen';
import type { ViewerSink } from './viewer';
import type { WatchGate } from './watch-gate';
import { readWatchRequest, WATCH_PATH } from './watch-http';

/** There is nothing to say. */
const MAX_RECEIVED_BYTES = 256;
const NORMAL = 1_000;
const POLICY_VIOLATION = 1_008;
/** The stream has an own size: whoever plays it makes it fit. */
const ANY_TERMINAL: GridSize = { cols: 1_000, rows: 1_000 };

/** Shows broadcasts to asciinema's player, which comes by WebSocket to the address of the page. */
export function serveWatchSockets(
  httpServer: HttpServer,
  gate: WatchGate,
  addressOf: AddressOf,
): void {
  const sockets = new BoundedWebSockets({
    maxPayload: MAX_RECEIVED_BYTES,
    handleProtocols: () => ALIS_PROTOCOL,
  });
  httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith(WATCH_PATH) !== true) return;
    const addressKey = addressKeyOf(addressOf(request));
    const { token, password } = readWatchRequest(request);
    const opened = gate.admit(addressKey) ? gate.open(token, password, addressKey) : null;
    const isSpoken = protocolsOf(request).includes(ALIS_PROTOCOL);
    if (opened?.ok !== true || !isSpoken) {
      refuse(
        socket,
        opened === null ? 429 : opened.ok ? 400 : opened.error === 'unknown' ? 404 : 401,
      );
      return;
    }
    const { value: broadcast } = opened;
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // Whatever breaks closes it as well.
      webSocket.on('error', () => undefined);
      webSocket.once('message', () => {
        webSocket.close(POLICY_VIOLATION);
      });
      boundReceived(request.socket);
      const viewer = broadcast.watch(new AlisSink(webSocket), {
        terminal: ANY_TERMINAL,
        addressKey,
        ends: request.socket,
      });
      if (viewer === null) webSocket.close(POLICY_VIOLATION);
      else {
        webSocket.on('close', () => {
          broadcast.leave(viewer);
        });
      }
    });
  });
}

function protocolsOf({ headers }: IncomingMessage): readonly string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
}

function refuse(socket: Duplex, status: 400 | 401 | 404 | 429): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

class AlisSink implements ViewerSink {
  private readonly startedMs = performance.now();
  private lastMs = this.startedMs;
  private id = 0;
  /** Of the grid that is about to begin. */
  private next: GridSize | null = null;

  constructor(private readonly socket: RawWebSocket) {
    socket.send(ALIS_MAGIC);
  }

  begin(size: GridSize): void {
    this.next = size;
  }

  write(bytes: Buffer, handleTaken: () => void): void {
    const { next, id } = this;
    const sinceUs = this.elapsedUs();
    this.next = null;
    this.id += 1;
    const message =
      next === null
        ? alisOutput(id, sinceUs, bytes)
        : alisInit(id, this.totalUs(), next, Buffer.concat([Buffer.from(SCREEN_ON), bytes]));
    this.socket.send(message, handleTaken);
  }

  end(): void {
    this.socket.send(alisEnd(this.elapsedUs()));
    this.socket.close(NORMAL);
  }

  destroy(): void {
    this.socket.terminate();
  }

  private totalUs(): number {
    return (this.lastMs - this.startedMs) * 1_000;
  }

  private elapsedUs(): number {
    const beforeMs = this.lastMs;
    this.lastMs = performance.now();
    return (this.lastMs - beforeMs) * 1_000;
  }
}
