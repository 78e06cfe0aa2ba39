import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';

/** The header of a STUN message (RFC 8489, 5): type, length, magic cookie, transaction. */
const HEADER_BYTES = 20;
const ALLOCATE_ERROR = 0x0113;
const ERROR_CODE = 0x0009;
const REALM = 0x0014;
const NONCE = 0x0015;

/** A TURN server over UDP, for browsers here, that takes no password (401, RFC 8489, 9.2). */
export class RefusingTurnServer {
  private readonly socket = createSocket('udp4');

  private constructor() {
    this.socket.on('message', (request, { address, port }) => {
      this.socket.send(refusalOf(request), port, address);
    });
  }

  static async start(): Promise<RefusingTurnServer> {
    const server = new RefusingTurnServer();
    const bound = once(server.socket, 'listening');
    server.socket.bind(0, ownAddress());
    await bound;
    return server;
  }

  get url(): string {
    const { address, port } = this.socket.address();
    return `turn:${address}:${port}?transport=udp`;
  }

  close(): void {
    this.socket.close();
  }
}

/** Chromium asks from the network's interface where there is one, and reaches no loopback then. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outer = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return outer?.address ?? '127.0.0.1';
}

function refusalOf(request: Buffer): Buffer {
  const attributes = Buffer.concat([
    attribute(ERROR_CODE, Buffer.from([0, 0, 4, 1])),
    attribute(REALM, Buffer.from('here')),
    attribute(NONCE, Buffer.from('once')),
  ]);
  const refusal = Buffer.concat([request.subarray(0, HEADER_BYTES), attributes]);
  refusal.writeUInt16BE(ALLOCATE_ERROR, 0);
  refusal.writeUInt16BE(attributes.length, 2);
  return refusal;
}

/** @param value Of four bytes, or a multiple of them. */
function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}
