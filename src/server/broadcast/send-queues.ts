import type { Disposable } from '../../shared/base/lifecycle';
import {
  type ConnectionEnds,
  connectionKey,
  familyOf,
  readTcpTable,
  type TcpFamily,
  type TcpTable,
} from './tcp-table';

/** More than is on its way to the other end of the world, less than a second of a broadcast. */
export const LONG_QUEUE_BYTES = 96 * 1_024;
const POLL_MS = 1_000;
/** Where a server has very many connections, looking takes at most a hundredth of the time. */
const MIN_PAUSES_PER_LOOK = 100;

/** What the system has taken for one connection, and the other end not yet. */
export interface SendQueue extends Disposable {
  /** Calls back at once while it is short, or else as soon as it is seen to be short again. */
  whenShort(handleShort: () => void): void;
}

class WatchedQueue implements SendQueue {
  private isLong = false;
  private handleShort: (() => void) | null = null;

  constructor(
    readonly key: string | null,
    readonly family: TcpFamily,
    private readonly handleDisposed: (queue: WatchedQueue) => void,
  ) {}

  whenShort(handleShort: () => void): void {
    if (this.isLong) this.handleShort = handleShort;
    else handleShort();
  }

  see(bytes: number): void {
    this.isLong = bytes > LONG_QUEUE_BYTES;
    if (this.isLong) return;
    const { handleShort } = this;
    this.handleShort = null;
    handleShort?.();
  }

  dispose(): void {
    this.handleShort = null;
    this.handleDisposed(this);
  }
}

/**
 * Sees who no longer reads what is sent to them. Node.js calls a write done when the system has
 * taken it, and Linux takes 4 MB for one connection: half a minute of a broadcast, which would be
 * made for nobody, or be seen half a minute late. Where the system does not tell, each is short.
 */
export class SendQueues implements Disposable {
  private readonly queues = new Set<WatchedQueue>();
  private timer: NodeJS.Timeout | null = null;
  private isLooking = false;
  private isDisposed = false;

  constructor(private readonly readTable = readTcpTable) {}

  /** Of a connection that is open. */
  of(ends: ConnectionEnds): SendQueue {
    const [key, family] = [connectionKey(ends), familyOf(ends)];
    const queue = new WatchedQueue(key, family, (over) => this.queues.delete(over));
    this.queues.add(queue);
    if (this.timer === null && !this.isLooking) this.lookIn(POLL_MS);
    return queue;
  }

  dispose(): void {
    this.isDisposed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.queues.clear();
  }

  private lookIn(ms: number): void {
    if (this.isDisposed) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.look();
    }, ms);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    const startedMs = performance.now();
    const families = new Set([...this.queues].map(({ family }) => family));
    let isTold = false;
    for (const family of families) {
      const table = await this.readTable(family);
      isTold ||= table !== null;
      this.see(family, table);
    }
    const tookMs = performance.now() - startedMs;
    this.isLooking = false;
    if (isTold && this.queues.size > 0) {
      this.lookIn(Math.max(POLL_MS, tookMs * MIN_PAUSES_PER_LOOK));
    }
  }

  private see(family: TcpFamily, table: TcpTable | null): void {
    // A queue may go when it is told that it is short.
    for (const queue of [...this.queues]) {
      if (queue.family === family) queue.see(table?.get(queue.key ?? '') ?? 0);
    }
  }
}
