import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { io as connect, type Socket as Client } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hearAll, slimSocket } from '../../../src/server/slim-socket';

let io: Server;
let client: Client;
let socket: Socket;
beforeEach(async () => {
  const httpServer = createServer();
  io = new Server(httpServer);
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = httpServer.address() as AddressInfo;
  const connected = new Promise<Socket>((resolve) => io.on('connection', resolve));
  client = connect(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
  socket = await connected;
});
afterEach(async () => {
  client.disconnect();
  await io.close();
});

/** By the names that socket.io and engine.io have for them. */
function partsOf(from: Socket) {
  const parts = from as unknown as {
    acks: Map<number, unknown>;
    dispatch: unknown;
    client: { decoder: { _callbacks: { $decoded: unknown[] } } };
  };
  const transport = from.conn.transport as unknown as NodeJS.EventEmitter & {
    socket: NodeJS.EventEmitter;
  };
  return { acks: parts.acks, dispatch: parts.dispatch, client: parts.client, transport };
}

describe('slimSocket', () => {
  it('lets go of what there was before', () => {
    const { acks, client: inner, transport } = partsOf(socket);
    expect(acks).toEqual(new Map());
    expect(inner.decoder._callbacks.$decoded).toHaveLength(1);
    expect((socket.conn as unknown as { cleanupFn: unknown[] }).cleanupFn).toHaveLength(1);
    expect(socket.handshake.time).not.toBe('');
    expect([transport.listenerCount('headers'), transport.socket.listenerCount('error')]).toEqual([
      1, 2,
    ]);
    slimSocket(socket);
    expect(partsOf(socket).acks).not.toBe(acks);
    expect(socket.handshake).toBeNull();
    expect([transport.listenerCount('headers'), transport.socket.listenerCount('error')]).toEqual([
      0, 1,
    ]);
  });

  it('leaves a socket that is asked, answers, takes answers to nothing, and is closed', async () => {
    slimSocket(socket);
    socket.on('question', (answer: (text: string) => void) => {
      answer('yes');
    });
    expect(await client.emitWithAck('question')).toBe('yes');
    client.io.engine.write('30["answer to nothing"]');
    expect(await client.emitWithAck('question')).toBe('yes');
    const ended = new Promise((resolve) => socket.on('disconnect', resolve));
    client.io.engine.close();
    expect(await ended).toBe('transport close');
  });
});

describe('hearAll', () => {
  it('hears each message once, in order, with a way to answer', async () => {
    expect(partsOf(socket).dispatch).toBeTypeOf('function');
    const heard: unknown[] = [];
    hearAll(socket, function (message) {
      heard.push([this === socket, ...message.slice(0, 2)]);
      const answer = message.at(-1);
      if (typeof answer === 'function') (answer as (text: string) => void)('done');
    });
    client.emit('first', { a: 1 });
    client.emit('second');
    expect(await client.emitWithAck('third', [3])).toBe('done');
    expect(heard).toEqual([
      [true, 'first', { a: 1 }],
      [true, 'second'],
      [true, 'third', [3]],
    ]);
  });
});
