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
    ['no such version', true, UPGRADE_REQUEST.replace('Version: 13', 'Version: 12')],
    ['another page at a gateway', true, to('/flitter', 'Origin: https://evil.example\r\n')],
  ])('is cut off: %s', async (_what, isAlone, request) => {
    server = await startServer({ isAlone, gateways: [{ name: 'flitter', room: null }] });
    const refused = Array.from({ length: 20 }, () => neverHangsUp(server?.port ?? 0, request));
    await Promise.all(refused.map((socket) => once(socket, 'end')));
    await expect.poll(openSockets, { timeout: 10_000 }).toBe(0);
  });
});

describe('a viewer by WebSocket', () => {
  async function watching(): Promise<WebSocket> {
    server = await startServer({ rateLimits: ROOMY_LIMITS, isAlone: true });
    const ann = await server.person('ann');
    await ann.ask('room:create', { name: 'Team', isPrivate: false });
    const { token } = await ann.ask('broadcast:start', {});
    const url = `${server.url.replace('http', 'ws')}/watch/${token}`;
    const viewer = new WebSocket(url, ['v1.alis']);
    viewer.on('error', () => undefined);
    await once(viewer, 'open');
    return viewer;
  }

  it('is cut off when they ask without end whether anybody is there, and read no answer', async () => {
    const viewer = await watching();
    viewer.pause();
    let isWatching = true;
    for (let pings = 0; isWatching && pings < 200_000; pings += 100) {
      for (let count = 0; count < 100; count += 1) viewer.ping(Buffer.alloc(125));
      await new Promise((resolve) => setImmediate(resolve));
      isWatching = server?.signalling.status().viewers !== 0;
    }
    expect(isWatching).toBe(false);
    viewer.terminate();
  });
});

it('whoever does not begin with TLS is not waited for for minutes', async () => {
  const https = createServer({ ...TLS_SERVER_OPTIONS, ...(await makeCertificate()) });
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
  const { port } = https.address() as AddressInfo;
  const silent = neverHangsUp(port, '');
  await once(silent, 'end');
  https.close();
});
