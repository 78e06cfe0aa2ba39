import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { SendQueues } from '../../../src/server/broadcast/send-queues';
import { readTcpTable } from '../../../src/server/broadcast/tcp-table';

const PIECE = Buffer.alloc(16 * 1_024);
const PIECE_MS = 20;
/** Linux itself takes at least twice as much before a write waits. */
const MOST_BYTES = 2 * 1_024 * 1_024;
const PATIENCE = { timeout: 30_000, interval: 50 };

const toClose: (() => void)[] = [];
afterEach(() => {
  for (const close of toClose.splice(0)) close();
});

async function connection(host: string): Promise<{ near: Socket; far: Socket }> {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  const far = connect((server.address() as AddressInfo).port, host === '::' ? '127.0.0.1' : host);
  const [near] = (await once(server, 'connection')) as [Socket];
  toClose.push(() => {
    near.destroy();
    far.destroy();
    server.close();
  });
  return { near, far };
}

// As servers listen: for IPv4, and for both kinds by one socket.
it.runIf(process.platform === 'linux').each(['127.0.0.1', '::'])(
  'sees by the system’s own table who has stopped reading, and who reads again: %s',
  async (host) => {
    let looks = 0;
    const queues = new SendQueues((family) => {
      looks += 1;
      return readTcpTable(family);
    });
    const { near, far } = await connection(host);
    const queue = queues.of(near);
    toClose.push(() => {
      queues.dispose();
    });
    let looksAtWait: number | null = null;
    const send = (): void => {
      near.write(PIECE, () => {
        looksAtWait = looks;
        queue.whenShort(() => {
          looksAtWait = null;
          setTimeout(send, PIECE_MS);
        });
      });
    };
    far.pause();
    send();
    await vi.waitFor(() => {
      expect(looksAtWait === null ? 0 : looks - looksAtWait).toBeGreaterThanOrEqual(2);
    }, PATIENCE);
    expect(near.bytesWritten).toBeLessThan(MOST_BYTES);
    const before = near.bytesWritten;
    far.resume();
    await vi.waitFor(() => {
      expect(near.bytesWritten).toBeGreaterThan(before);
    }, PATIENCE);
  },
  70_000,
);
