import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createServer } from 'node:https';
import { TLS_SERVER_OPTIONS } from '../../../src/server/http-options';
import { makeCertificate } from '../../helpers/make-certificate';
import { ROOMY_LIMITS } from './helpers/room-fixture';
import { UPGRADE_REQUEST } from './helpers/raw-socket';
import { type ServerUnderTest, startServer } from './helpers/start-server';

// Connections that a stranger never ends: each is a file to the system, of which there are few.

/** Node.js gives up a handshake by itself after two minutes. */
const SOONER_THAN_NODE_MS = 90_000;

let server: ServerUnderTest | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
  server = undefined;
});

/** Says what it is told to, reads all that comes, and never hangs up. */
function neverHangsUp(port: number, said: string): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined).resume();
  socket.write(said);
  sockets.push(socket);
  return socket;
}

const openSockets = (): number => server?.signalling.status().openSockets ?? 0;

describe('whoever is refused an upgrade and does not hang up', () => {
  const to = (path: string, lines = ''): string =>
    UPGRADE_REQUEST.replace(/^GET \S+/, `GET ${path}`).replace('\r\n\r\n', `\r\n${lines}\r\n`);

  it.each([
    ['nobody’s path', true, to('/nobody')],
    ['nobody’s path beside others', false, to('/nobody')],
    ['a broadcast that is none', true, to('/watch/x')],
    [
      'another page',
      true,
      to('/socket.io/?EIO=4&transport=websocket', 'Origin: https://evil.example\r\n'),
    ],
    ['no transport for it', true, to('/socket.io/?EIO=4&transport=polling')],
    ['no such version', true, UPGRADE_REQUEST.replace('Version: 13', 'Version: 12')],
    ['another page at a gateway', true, to('/flitter', 'Origin: https://evil.example\r\n')],
  ])('is cut off: %s', async (_what, isAlone, request) => {
    server = await startServer({ isAlone, gateways: [{ name: 'flitter', room: null }] });
    const refused = Array.from({ length: 20 }, () => neverHangsUp(server?.port ?? 0, request));
    await Promise.all(refused.map((socket) => once(socket, 'end')));
    await expect.poll(openSockets, { timeout: 10_000 }).toBe(0);
  });
});

describe('whoever pings without end and reads no answer', () => {
  /** Until it is cut off, or there were very many. */
  async function pingWithoutEnd(webSocket: WebSocket, isOpen: () => boolean): Promise<void> {
    webSocket.pause();
    for (let pings = 0; isOpen() && pings < 200_000; pings += 100) {
      for (let count = 0; count < 100; count += 1) webSocket.ping(Buffer.alloc(125));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(isOpen()).toBe(false);
    webSocket.terminate();
  }

  async function opened(url: string, path: string, protocols: string[] = []): Promise<WebSocket> {
    const webSocket = new WebSocket(`${url.replace('http', 'ws')}${path}`, protocols);
    webSocket.on('error', () => undefined);
    await once(webSocket, 'open');
    return webSocket;
  }

  it('is cut off before they are signed in', async () => {
    server = await startServer();
    const webSocket = await opened(server.url, '/socket.io/?EIO=4&transport=websocket');
    await pingWithoutEnd(webSocket, () => openSockets() > 0);
  });

  it('is cut off as a viewer', async () => {
    server = await startServer({ rateLimits: ROOMY_LIMITS, isAlone: true });
    const { signalling, url } = server;
    const ann = await server.person('ann');
    await ann.ask('room:create', { name: 'Team', isPrivate: false });
    const { token } = await ann.ask('broadcast:start', {});
    const viewer = await opened(url, `/watch/${token}`, ['v1.alis']);
    await pingWithoutEnd(viewer, () => signalling.status().viewers > 0);
  });
});

it('whoever does not begin with TLS is cut off', { timeout: SOONER_THAN_NODE_MS }, async () => {
  const https = createServer({ ...TLS_SERVER_OPTIONS, ...(await makeCertificate()) });
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
  const { port } = https.address() as AddressInfo;
  const silent = neverHangsUp(port, '');
  await once(silent, 'end');
  https.close();
});
