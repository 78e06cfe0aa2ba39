import type { CDPSession, Page } from 'playwright-core';

interface HeapUsage {
  readonly usedSize: number;
  /** Of array buffers; newer browsers only. */
  readonly backingStorageSize?: number;
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
}

/** What a page and its workers hold, after everything that is garbage was collected. */
export class HeapMeter {
  private readonly workers = new Map<string, WorkerSession>();

  private constructor(private readonly session: CDPSession) {}

  /** Workers that begin later are seen as well. */
  static async attach(page: Page): Promise<HeapMeter> {
    const session = await page.context().newCDPSession(page);
    const meter = new HeapMeter(session);
    session.on('Target.attachedToTarget', ({ sessionId }) => {
      meter.workers.set(sessionId, new WorkerSession(session, sessionId));
    });
    session.on('Target.detachedFromTarget', ({ sessionId }) => {
      meter.workers.delete(sessionId);
    });
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      // Sessions within this one: others are not to be had here.
      flatten: false,
    });
    return meter;
  }

  /** In bytes: objects, and the memory of array buffers. */
  async read(): Promise<number> {
    await this.session.send('HeapProfiler.collectGarbage');
    let bytes = bytesOf(await this.session.send('Runtime.getHeapUsage'));
    for (const worker of this.workers.values()) {
      await worker.ask('HeapProfiler.collectGarbage');
      bytes += bytesOf((await worker.ask('Runtime.getHeapUsage')) as HeapUsage);
    }
    return bytes;
  }

  get workerCount(): number {
    return this.workers.size;
  }
}

function bytesOf({ usedSize, backingStorageSize = 0 }: HeapUsage): number {
  return usedSize + backingStorageSize;
}

/** A worker's own conversation, wrapped in that of its page. */
class WorkerSession {
  private lastId = 0;

  constructor(
    private readonly session: CDPSession,
    private readonly sessionId: string,
  ) {}

  ask(method: string): Promise<unknown> {
    const id = ++this.lastId;
    const { session, sessionId } = this;
    return new Promise((resolve, reject) => {
      const handle = (event: { sessionId: string; message: string }): void => {
        const answer = JSON.parse(event.message) as Answer;
        if (event.sessionId !== sessionId || answer.id !== id) return;
        session.off('Target.receivedMessageFromTarget', handle);
        resolve(answer.result);
      };
      session.on('Target.receivedMessageFromTarget', handle);
      const message = JSON.stringify({ id, method });
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
  }
}
