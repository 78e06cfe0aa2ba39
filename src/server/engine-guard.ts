import { Emitter } from '../shared/base/emitter';
import { MAX_QUEUED_MESSAGES } from '../shared/protocol/limits';

// Below socket.io: what its own options do not cover.

/** What is used of engine.io's socket, beside the queue that its type keeps to itself. */
interface EngineSocket {
  readonly transport: object;
  on(event: 'packet', listener: (packet: { type: string; data?: unknown }) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  close(discard?: boolean): void;
}

/** socket.io's packet types that announce attachments: 5 (event) and 6 (acknowledgement). */
const ANNOUNCES_BINARY = /^[56]/;
/** How long a websocket that was closed has to say goodbye. */
const CLOSING_TIMEOUT_MS = 1_000;

/** The connections under socket.io, each under guard from its first moment. */
export class EngineSockets {
  private readonly open = new Set<EngineSocket>();
  private readonly emptyEmitter = new Emitter<void>();

  add(socket: EngineSocket): void {
    refuseBinary(socket);
    cutAfterClose(socket);
    this.open.add(socket);
    socket.once('close', () => {
      this.open.delete(socket);
      if (this.open.size === 0) this.emptyEmitter.fire();
    });
  }

  /** Resolves when the last one is closed, or after `timeoutMs`. */
  async whenEmpty(timeoutMs: number): Promise<void> {
    if (this.open.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      const subscription = this.emptyEmitter.event(() => {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      });
    });
  }
}

/** The protocol is JSON: whoever sends, or announces, bytes is not speaking it. */
function refuseBinary(socket: EngineSocket): void {
  socket.on('packet', ({ type, data }) => {
    if (type !== 'message') return;
    if (typeof data !== 'string' || ANNOUNCES_BINARY.test(data)) socket.close(true);
  });
}

/**
 * A closed websocket waits 30 s for the other side to agree, and reads on until then: long enough
 * for somebody who was put out for flooding to go on with it.
 */
function cutAfterClose(socket: EngineSocket): void {
  socket.once('close', () => {
    const { transport } = socket;
    setTimeout(() => {
      if ('socket' in transport) terminate(transport.socket);
    }, CLOSING_TIMEOUT_MS).unref();
  });
}

function terminate(websocket: unknown): void {
  if (typeof websocket !== 'object' || websocket === null) return;
  if ('terminate' in websocket && typeof websocket.terminate === 'function') {
    (websocket as { terminate(): void }).terminate();
  }
}

/**
 * Closes a connection whose client does not take its messages. The heartbeat would find a dead one
 * in ten seconds; this is about what can pile up until then.
 */
export function closeWhenFull(socket: Pick<EngineSocket, 'close'>): void {
  if (!('writeBuffer' in socket) || !Array.isArray(socket.writeBuffer)) return;
  if (socket.writeBuffer.length >= MAX_QUEUED_MESSAGES) socket.close(true);
}
