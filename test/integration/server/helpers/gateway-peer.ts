import { EventEmitter, once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

/** A program that is not WebCRT, at a gateway: says what it is told to, and keeps what it hears. */
export class GatewayPeer {
  readonly heard: Record<string, unknown>[] = [];
  isClosed = false;
  private readonly changes = new EventEmitter();

  private constructor(readonly socket: WebSocket) {
    this.changes.setMaxListeners(0);
    socket.on('message', (data: Buffer) => {
      this.heard.push(JSON.parse(data.toString()) as Record<string, unknown>);
      this.changes.emit('change');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.isClosed = true;
      this.changes.emit('change');
    });
  }

  /** @param url of the server, `http:` */
  static async open(url: string, path: string, options?: ClientOptions): Promise<GatewayPeer> {
    const peer = new GatewayPeer(new WebSocket(url.replace('http', 'ws') + path, options));
    await once(peer.socket, 'open');
    return peer;
  }

  /** The status with which a request for a WebSocket is answered; 101: it was opened. */
  static statusOf(url: string, path: string, options?: ClientOptions): Promise<number> {
    const socket = new WebSocket(url.replace('http', 'ws') + path, options);
    return new Promise((resolve, reject) => {
      socket.once('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.once('unexpected-response', (request, { statusCode = 0 }) => {
        request.destroy();
        resolve(statusCode);
      });
      socket.once('error', reject);
    });
  }

  say(message: unknown): void {
    this.sayText(JSON.stringify(message));
  }

  sayText(text: string): void {
    this.socket.send(text);
  }

  /** The next message, whatever it is. */
  async next(): Promise<Record<string, unknown>> {
    for (;;) {
      const message = this.heard.shift();
      if (message !== undefined) return message;
      if (this.isClosed) throw new Error('closed before the next message');
      await once(this.changes, 'change');
    }
  }

  /** The next message of that type; what came before it is forgotten. */
  async nextOf(type: string): Promise<Record<string, unknown>> {
    for (;;) {
      const message = await this.next();
      if (message.type === type) return message;
    }
  }

  /** Takes one message after another, until the connection is closed. */
  async takeAll(take: (message: Record<string, unknown>) => Promise<void>): Promise<void> {
    for (;;) {
      const message = await this.next().catch(() => null);
      if (message === null) return;
      await take(message);
    }
  }

  async closed(): Promise<void> {
    while (!this.isClosed) await once(this.changes, 'change');
  }

  close(): void {
    this.socket.close();
  }

  dispose(): void {
    this.socket.terminate();
  }
}
