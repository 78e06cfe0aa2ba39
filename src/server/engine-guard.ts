import { Emitter } from '../shared/base/emitter';
import {
  MAX_PACKET_BURST,
  MAX_PACKETS_PER_SECOND,
  MAX_QUEUED_BYTES,
  MAX_QUEUED_MESSAGES,
} from '../shared/protocol/limits';

// Below socket.io: what its own options do not cover.

interface EnginePacket {
  readonly type: string;
  readonly data?: unknown;
}

/** What is used of engine.io's socket, beside the queue that its type keeps to itself. */
interface EngineSocket {
  readonly transport: { readonly writable?: boolean };
  on(event: 'packet' | 'packetCreate', listener: (packet: EnginePacket) => void): unknown;
  on(event: 'flush' | 'close', listener: () => void): unknown;
  close(discard?: boolean): void;
}

/** socket.io's packet type CONNECT, 0, and whatever may stand for the namespace `/` behind it. */
const ENTERS_KNOWN = /^0(?:$|[^/]|\/,|\/$)/;
/** socket.io's packet types that announce attachments: 5 (event) and 6 (acknowledgement). */
const ANNOUNCES_BINARY = /^[56]/;
/** How long a websocket that was closed has to say goodbye. */
const CLOSING_TIMEOUT_MS = 1_000;

/** The connections under socket.io, each under guard from its first moment. */
export class EngineSockets {
  private readonly open = new Set<EngineSocket>();
  private readonly emptyEmitter = new Emitter<void>();

  /**
   * @param onFlood called once when the connection was closed for sending too much
   * @param onClosed called once when it is closed, for whatever reason
   */
  add(socket: EngineSocket, onFlood: () => void, onClosed: () => void): void {
    guardEngineSocket(socket, onFlood);
    this.open.add(socket);
    // One listener for all that follows: of ten thousand clients, each costs a megabyte.
    socket.on('close', () => {
      this.open.delete(socket);
      cutAfterClose(socket);
      onClosed();
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

/** @param onFlood called once when the connection was closed for sending too much */
export function guardEngineSocket(socket: EngineSocket, onFlood: () => void): void {
  const guard = new EngineGuard(socket, onFlood);
  // One listener for all that is looked at: this is passed by every packet of every client.
  socket.on('packet', (packet) => {
    guard.handlePacket(packet);
  });
  socket.on('packetCreate', (packet) => {
    guard.handleQueued(packet);
  });
  socket.on('flush', () => {
    guard.handleFlush();
  });
}

class EngineGuard {
  private packetsLeft = MAX_PACKET_BURST;
  private countedAtMs = performance.now();
  private isFlooded = false;
  private hasEntered = false;
  private queuedBytes = 0;
  private queuedMessages = 0;
  private writingBytes = 0;

  constructor(
    private readonly socket: EngineSocket,
    private readonly onFlood: () => void,
  ) {}

  handlePacket({ type, data }: EnginePacket): void {
    this.count();
    if (type !== 'message') return;
    // The protocol is JSON: whoever sends, or announces, bytes is not speaking it.
    if (typeof data !== 'string' || ANNOUNCES_BINARY.test(data)) this.socket.close(true);
    else if (data.startsWith('0')) this.enter(data);
  }

  /**
   * Closes a connection whose client does not take its messages. The heartbeat would find a dead
   * one in twelve seconds, and never one that answers it and reads nothing else; this is about what
   * can pile up. What the transport took and could not write yet counts as well.
   */
  handleQueued({ data }: EnginePacket): void {
    this.queuedMessages += 1;
    if (typeof data === 'string') this.queuedBytes += Buffer.byteLength(data);
    const unwrittenBytes = this.socket.transport.writable === true ? 0 : this.writingBytes;
    const isFull =
      this.queuedMessages > MAX_QUEUED_MESSAGES ||
      this.queuedBytes + unwrittenBytes > MAX_QUEUED_BYTES;
    if (isFull) this.socket.close(true);
  }

  handleFlush(): void {
    this.writingBytes = this.queuedBytes;
    this.queuedBytes = 0;
    this.queuedMessages = 0;
  }

  /**
   * Counts all that a client sends, before anything looks at it: answers, pongs and what socket.io
   * refuses by itself cost time as well, and never reach the dispatcher.
   */
  private count(): void {
    this.packetsLeft -= 1;
    if (this.packetsLeft > 0 || this.isFlooded) return;
    const nowMs = performance.now();
    const earned = ((nowMs - this.countedAtMs) * MAX_PACKETS_PER_SECOND) / 1_000;
    this.packetsLeft = Math.min(MAX_PACKET_BURST, this.packetsLeft + earned);
    this.countedAtMs = nowMs;
    if (this.packetsLeft > 0) return;
    this.isFlooded = true;
    this.socket.close(true);
    this.onFlood();
  }

  /**
   * A connection enters the namespace `/`, once: by leaving it and coming back a client would begin
   * with fresh limits, and of other namespaces there are none.
   */
  private enter(data: string): void {
    if (this.hasEntered || !ENTERS_KNOWN.test(data)) this.socket.close(true);
    this.hasEntered = true;
  }
}

/**
 * A closed websocket waits 30 s for the other side to agree, and reads on until then: long enough
 * for somebody who was put out for flooding to go on with it.
 */
function cutAfterClose({ transport }: EngineSocket): void {
  setTimeout(() => {
    if ('socket' in transport) terminate(transport.socket);
  }, CLOSING_TIMEOUT_MS).unref();
}

function terminate(websocket: unknown): void {
  if (typeof websocket !== 'object' || websocket === null) return;
  if ('terminate' in websocket && typeof websocket.terminate === 'function') {
    (websocket as { terminate(): void }).terminate();
  }
}
