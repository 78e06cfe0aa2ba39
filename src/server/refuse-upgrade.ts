import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Why somebody is not let in, as HTTP says it. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Answers a request for a WebSocket, of which nothing comes. */
export function refuseUpgrade(socket: Duplex, { status, message }: Refusal): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`,
  );
}
