import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { BoundedWebSockets, type RawWebSocket } from '../../../src/server/bounded-web-sockets';

let httpServer: Server;
let url: string;
let served: RawWebSocket[];
beforeEach(async () => {
  served = [];
  const webSockets = new BoundedWebSockets({ maxPayload: 1_000 });
  httpServer = createServer();
  httpServer.on('upgrade', (request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => undefined);
      served.push(webSocket);
    });
  });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  url = `ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const webSocket of served) webSocket.terminate();
  httpServer.close();
});

async function stranger(): Promise<WebSocket> {
  const webSocket = new WebSocket(url);
  webSocket.on('error', () => undefined);
  await once(webSocket, 'open');
  return webSocket;
}

it('keeps no more answers than so many for whoever reads none', async () => {
  const webSocket = await stranger();
  webSocket.pause();
  const isOpen = (): boolean => served[0].readyState === WebSocket.OPEN;
  for (let pings = 0; isOpen() && pings < 400_000; pings += 100) {
    for (let count = 0; count < 100; count += 1) webSocket.ping(Buffer.alloc(125));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isOpen()).toBe(false);
  webSocket.terminate();
});

it('answers the pings of whoever reads that', async () => {
  const webSocket = await stranger();
  webSocket.ping('there?');
  const [said] = (await once(webSocket, 'pong')) as [Buffer];
  expect(said.toString()).toBe('there?');
  webSocket.terminate();
});

it('waits a second for the goodbye of whoever it was said to, and not half a minute', async () => {
  const webSocket = await stranger();
  webSocket.pause();
  const [ours] = served;
  const closed = once(ours, 'close');
  ours.close();
  const startedMs = performance.now();
  await closed;
  expect(performance.now() - startedMs).toBeLessThan(20_000);
  webSocket.terminate();
});

it('takes no message in a thousand parts', async () => {
  const webSocket = await stranger();
  const closed = once(served[0], 'close');
  for (let count = 0; count < 1_000; count += 1) webSocket.send('x', { fin: false });
  await expect(closed).rejects.toThrow(/fragments/);
});

it('cuts off whoever pings without end and reads what they are answered', async () => {
  const webSocket = await stranger();
  const isOpen = (): boolean => webSocket.readyState === WebSocket.OPEN;
  while (isOpen()) {
    for (let count = 0; count < 500; count += 1) webSocket.ping();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isOpen()).toBe(false);
});
