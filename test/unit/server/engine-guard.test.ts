import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { guardEngineSocket } from '../../../src/server/engine-guard';
import { MAX_QUEUED_BYTES, MAX_QUEUED_MESSAGES } from '../../../src/shared/protocol/limits';

const NOBODY_HEARS = { handleFlood: () => undefined, handleClosed: () => undefined };

class FakeSocket extends EventEmitter {
  closed = 0;
  readonly transport = { writable: false };

  constructor() {
    super();
    guardEngineSocket(this, null, NOBODY_HEARS);
  }

  send(data: string): void {
    this.emit('packetCreate', { type: 'message', data });
  }

  close(): void {
    this.closed += 1;
  }
}

describe('guardEngineSocket', () => {
  it('closes a connection for which too many messages wait', () => {
    const socket = new FakeSocket();
    for (let sent = 0; sent < MAX_QUEUED_MESSAGES; sent += 1) socket.send('x');
    expect(socket.closed).toBe(0);
    socket.send('x');
    expect(socket.closed).toBe(1);
  });

  it('closes a connection for which too many bytes wait, in the transport too', () => {
    const socket = new FakeSocket();
    socket.send('ü'.repeat(MAX_QUEUED_BYTES / 4));
    socket.emit('flush');
    socket.send('x'.repeat(MAX_QUEUED_BYTES / 2));
    expect(socket.closed).toBe(0);
    socket.send('x');
    expect(socket.closed).toBe(1);
  });

  it('keeps one that takes what it gets, however much that is', () => {
    const socket = new FakeSocket();
    for (let sent = 0; sent < 10; sent += 1) {
      socket.send('x'.repeat(MAX_QUEUED_BYTES / 2));
      socket.emit('flush');
      socket.transport.writable = true;
    }
    expect(socket.closed).toBe(0);
  });

  it('hears what engine.io really says of its queue', async () => {
    const httpServer = createServer();
    const io = new Server(httpServer);
    io.engine.on('connection', (socket: FakeSocket) => {
      guardEngineSocket(socket, null, NOBODY_HEARS);
    });
    await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
    const { port } = httpServer.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      reconnection: false,
    });
    io.on('connection', (socket) => {
      for (let count = 0; count <= MAX_QUEUED_MESSAGES + 1; count += 1) socket.emit('push', count);
    });
    const reason = await new Promise((resolve) => client.on('disconnect', resolve));
    expect(reason).toBe('transport close');
    await io.close();
  });
});
