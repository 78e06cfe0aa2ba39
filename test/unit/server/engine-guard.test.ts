import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { closeWhenFull } from '../../../src/server/engine-guard';
import { MAX_QUEUED_MESSAGES } from '../../../src/shared/protocol/limits';

class FakeSocket {
  closed = 0;
  constructor(readonly writeBuffer: unknown[]) {}
  close(): void {
    this.closed += 1;
  }
}

describe('closeWhenFull', () => {
  it('closes a connection for which too much waits', () => {
    const nearly = new FakeSocket(new Array(MAX_QUEUED_MESSAGES - 1));
    closeWhenFull(nearly);
    expect(nearly.closed).toBe(0);
    const full = new FakeSocket(new Array(MAX_QUEUED_MESSAGES));
    closeWhenFull(full);
    expect(full.closed).toBe(1);
  });

  it('looks where engine.io really keeps what waits', async () => {
    const httpServer = createServer();
    const io = new Server(httpServer);
    await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
    const { port } = httpServer.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
    const queue = await new Promise<unknown>((resolve) => {
      io.on('connection', (socket) => {
        for (let count = 0; count < MAX_QUEUED_MESSAGES; count += 1) socket.emit('push', count);
        resolve((socket.conn as unknown as { writeBuffer: unknown }).writeBuffer);
      });
    });
    // The first is on its way; the others wait for it.
    expect(queue).toHaveLength(MAX_QUEUED_MESSAGES);
    client.disconnect();
    await io.close();
  });
});
