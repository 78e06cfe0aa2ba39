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
  on(event: 'flush', listener: () => void): unknown;
  once(event: 'close', listener: () => void): unknown;
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

  /** @param onFlood called once when the connection was closed for sending too much */
  add(socket: EngineSocket, onFlood: () => void): void {
    limitPackets(socket, onFlood);
    refuseBinary(socket);
    keepToOneEntry(socket);
    closeWhenFull(socket);
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
 * Counts all that a client sends, before anything looks at it: answers, pongs and what socket.io
 * refuses by itself cost time as well, and never reach the dispatcher.
 */
function limitPackets(socket: EngineSocket, onFlood: () => void): void {
  let left = MAX_PACKET_BURST;
  let countedAtMs = performance.now();
  let isClosed = false;
  socket.on('packet', () => {
    left -= 1;
    if (left > 0 || isClosed) return;
    const nowMs = performance.now();
    const earned = ((nowMs - countedAtMs) * MAX_PACKETS_PER_SECOND) / 1_000;
    left = Math.min(MAX_PACKET_BURST, left + earned);
    countedAtMs = nowMs;
    if (left > 0) return;
    isClosed = true;
    socket.close(true);
    onFlood();
  });
}

/**
 * A connection enters the namespace `/`, once: by leaving it and coming back a client would begin
 * with fresh limits, and of other namespaces there are none.
 */
function keepToOneEntry(socket: EngineSocket): void {
  let hasEntered = false;
  socket.on('packet', ({ type, data }) => {
    if (type !== 'message' || typeof data !== 'string' || !data.startsWith('0')) return;
    if (hasEntered || !ENTERS_KNOWN.test(data)) socket.close(true);
    hasEntered = true;
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
 * in ten seconds, and never one that answers it and reads nothing else; this is about what can pile
 * up. What the transport took and could not write yet counts as well.
 */
export function closeWhenFull(socket: EngineSocket): void {
  let queuedBytes = 0;
  let queuedMessages = 0;
  let writingBytes = 0;
  socket.on('packetCreate', ({ data }) => {
    queuedMessages += 1;
    if (typeof data === 'string') queuedBytes += Buffer.byteLength(data);
    const unwrittenBytes = socket.transport.writable === true ? 0 : writingBytes;
    const isFull =
      queuedMessages > MAX_QUEUED_MESSAGES || queuedBytes + unwrittenBytes > MAX_QUEUED_BYTES;
    if (isFull) socket.close(true);
  });
  socket.on('flush', () => {
    writingBytes = queuedBytes;
    queuedBytes = 0;
    queuedMessages = 0;
  });
}
