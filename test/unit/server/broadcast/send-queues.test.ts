import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LONG_QUEUE_BYTES, SendQueues } from '../../../../src/server/broadcast/send-queues';
import { connectionKey, type TcpTable } from '../../../../src/server/broadcast/tcp-table';

const ANN = { localPort: 80, remoteAddress: '192.0.2.1', remotePort: 1_000 };
const BOB = { localPort: 80, remoteAddress: '192.0.2.2', remotePort: 1_000 };
const LOOK_MS = 1_000;

let table: Map<string, number> | null;
let looks: number;
let queues: SendQueues;

beforeEach(() => {
  vi.useFakeTimers();
  table = new Map();
  looks = 0;
  queues = new SendQueues(() => {
    looks += 1;
    return Promise.resolve<TcpTable | null>(table);
  });
});
afterEach(() => {
  queues.dispose();
  vi.useRealTimers();
});

function setQueue(ends: typeof ANN, bytes: number): void {
  table?.set(connectionKey(ends) ?? '', bytes);
}

describe('SendQueues', () => {
  it('makes nobody wait who reads what is sent', async () => {
    const queue = queues.of(ANN);
    setQueue(ANN, LONG_QUEUE_BYTES);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    const handleShort = vi.fn();
    queue.whenShort(handleShort);
    expect(handleShort).toHaveBeenCalledOnce();
  });

  it('has those wait who do not, until they do, and no one else', async () => {
    const [ann, bob] = [queues.of(ANN), queues.of(BOB)];
    setQueue(ANN, LONG_QUEUE_BYTES + 1);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    const [handleAnn, handleBob] = [vi.fn(), vi.fn()];
    ann.whenShort(handleAnn);
    bob.whenShort(handleBob);
    await vi.advanceTimersByTimeAsync(10 * LOOK_MS);
    expect(handleBob).toHaveBeenCalledOnce();
    expect(handleAnn).not.toHaveBeenCalled();
    setQueue(ANN, 0);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(handleAnn).toHaveBeenCalledOnce();
  });

  it('looks while there is somebody, and no longer', async () => {
    const queue = queues.of(ANN);
    await vi.advanceTimersByTimeAsync(4 * LOOK_MS);
    expect(looks).toBe(4);
    queue.dispose();
    await vi.advanceTimersByTimeAsync(10 * LOOK_MS);
    expect(looks).toBe(4);
    queues.of(BOB);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(looks).toBe(5);
  });

  it('looks into the tables of those kinds of addresses that there are', async () => {
    const families: string[] = [];
    const both = new SendQueues((family) => {
      families.push(family);
      return Promise.resolve(new Map());
    });
    both.of(ANN);
    both.of({ ...BOB, remoteAddress: '::ffff:192.0.2.2' });
    both.of(BOB);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    both.dispose();
    expect(families).toEqual(['IPv4', 'IPv6']);
  });

  it('looks once where the system does not tell, and makes nobody wait', async () => {
    table = null;
    const queue = queues.of(ANN);
    await vi.advanceTimersByTimeAsync(10 * LOOK_MS);
    const handleShort = vi.fn();
    queue.whenShort(handleShort);
    expect([looks, handleShort.mock.calls.length]).toEqual([1, 1]);
  });
});
