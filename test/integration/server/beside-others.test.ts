import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import {
  CRYPTO_RANDOM,
  createSignallingServer,
  HTTP_SERVER_OPTIONS,
  type SignallingServer,
  SYSTEM_CLOCK,
} from '../../../src/server/index';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';
import { GatewayPeer } from './helpers/gateway-peer';
import { TestClient } from './helpers/test-client';

// A server that somebody else has made, and that answers other things as well.

let signalling: SignallingServer | undefined;
let httpServer: Server;
afterEach(() => signalling?.close());

async function startBeside(listener?: RequestListener): Promise<string> {
  httpServer = createServer(HTTP_SERVER_OPTIONS, listener);
  const gateways = [{ name: 'clivrt', room: null }] as const;
  const components = { logger: SILENT_LOGGER, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };
  signalling = createSignallingServer(httpServer, components, { gateways });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  return `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
}

describe('a signalling server on a server that answers other things', () => {
  it('leaves to that what it does not answer itself, and the other way round', async () => {
    const asked: (string | undefined)[] = [];
    const url = await startBeside((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.range ?? ''}`);
      // Later, as whoever asks a database first.
      setTimeout(() => response.writeHead(201, { 'X-Own': 'yes' }).end('own'), 5);
    });
    const own = await fetch(`${url}/api/things`, { headers: { Range: 'bytes=0-1' } });
    expect([own.status, own.headers.get('x-own'), await own.text()]).toEqual([201, 'yes', 'own']);
    expect(own.headers.get('content-security-policy')).toBeNull();
    expect((await fetch(`${url}/api/things`, { method: 'POST', body: 'x' })).status).toBe(201);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ann = await new TestClient(url).connected();
    await ann.signIn('ann');
    ann.dispose();
    expect(asked).toEqual(['GET /api/things bytes=0-1', 'POST /api/things ']);
  });

  it('refuses by itself what nobody else is there to answer', async () => {
    const url = await startBeside();
    expect((await fetch(`${url}/api/things`)).status).toBe(404);
    expect((await fetch(`${url}/api/things`, { method: 'POST' })).status).toBe(405);
  });

  it('leaves WebSockets at other paths to that, and closes those that nobody takes', async () => {
    const url = await startBeside();
    const sockets = new WebSocketServer({ noServer: true });
    httpServer.on('upgrade', (request, socket, head) => {
      if (request.url !== '/own') return;
      sockets.handleUpgrade(request, socket, head, (own) => {
        own.send('own');
      });
    });
    const own = new WebSocket(`${url.replace('http', 'ws')}/own`);
    expect(String((await once(own, 'message'))[0])).toBe('own');
    const clive = await GatewayPeer.open(url, '/chat/clive');
    expect(await clive.next()).toMatchObject({ type: 'userlist' });
    const nobodys = new WebSocket(`${url.replace('http', 'ws')}/nobodys`);
    expect(String(await once(nobodys, 'error'))).toMatch(/socket hang up/);
    clive.dispose();
    own.terminate();
  });
});
