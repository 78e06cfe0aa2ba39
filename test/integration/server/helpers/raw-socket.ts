import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Opens a socket.io connection over a websocket by hand. */
export const UPGRADE_REQUEST =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n' +
  'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

/** The same as a proxy on this machine passes it on for a client of that address. */
export function upgradeFrom(address: string): string {
  return UPGRADE_REQUEST.replace('\r\n\r\n', `\r\nX-Forwarded-For: ${address}\r\n\r\n`);
}

/** A websocket text frame as a client sends it; masked with zeros, so that it stays readable. */
export function textFrame(text: string): string {
  if (text.length > 125) throw new Error('only short frames are needed here');
  return `\u0081${String.fromCharCode(0x80 | text.length)}\0\0\0\0${text}`;
}

/** Sends bytes as they are and gathers what comes back until the other side closes. */
export class RawSocket {
  received = '';
  readonly socket: Socket;
  private readonly ended: Promise<unknown>;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk: Buffer) => {
      this.received += chunk.toString('latin1');
    });
    this.ended = once(this.socket, 'close').catch(() => undefined);
  }

  send(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** What came until the other side closed. */
  async all(): Promise<string> {
    await this.ended;
    return this.received;
  }

  /** Waits until something that matches has come. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.received)) await once(this.socket, 'data');
    return this.received;
  }

  /** Sends a TCP reset, as a machine does that lost its state. */
  reset(): void {
    this.socket.resetAndDestroy();
  }
}
