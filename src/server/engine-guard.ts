import { EventEmitter } from 'node:events';
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
interface EngineSocket extends EventEmitter {
  readonly transport: { readonly writable?: boolean };
  close(discard?: boolean): void;
}

/** Who is told of what happens to a connection that somebody was taken for. */
export interface GuardEvents<T> {
  /** Called once when the connection was closed for sending too much. */
  readonly handleFlood: (client: T) => void;
  /** Called once when it is closed, for whatever reason. */
  readonly handleClosed: (client: T) => void;
}

const GUARD = Symbol('guard');
/** `never`: a guard tells of no other client than its own. */
type GuardedSocket = EngineSocket & { [GUARD]: EngineGuard<never> };

/** socket.io's packet type CONNECT, 0, and whatever may stand for the namespace `/` behind it. */
const ENTERS_KNOWN = /^0(?:$|[^/]|\/,|\/$)/;
/** socket.io's packet types that announce attachments: 5 (event) and 6 (acknowledgement). */
const ANNOUNCES_BINARY = /^[56]/;
const MS_PER_PACKET = 1_000 / MAX_PACKETS_PER_SECOND;

/** The connections under socket.io, each under guard from its first moment. */
export class EngineSockets<T> {
  private size = 0;
  private readonly emptyEmitter = new Emitter<void>();
  private readonly guardEvents: GuardEvents<T>;

  constructor(events: GuardEvents<T>) {
    this.guardEvents = {
      handleFlood: events.handleFlood,
      handleClosed: (client) => {
        this.size -= 1;
        events.handleClosed(client);
        if (this.size === 0) this.emptyEmitter.fire();
      },
    };
  }

  /** @param client whose it is */
  add(socket: EngineSocket, client: T): void {
    guardEngineSocket(socket, client, this.guardEvents);
    this.size += 1;
  }

  /** Whose a connection is that was added. */
  clientOf(socket: EngineSocket): T {
    return (socket as GuardedSocket)[GUARD].client;
  }

  /** Resolves when the last one is closed, or after `timeoutMs`. */
  async whenEmpty(timeoutMs: number): Promise<void> {
    if (this.size === 0) return;
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

export function guardEngineSocket<T>(
  socket: EngineSocket,
  client: T,
  events: GuardEvents<T>,
): void {
  const guarded = socket as GuardedSocket;
  guarded[GUARD] = new EngineGuard(client, events) as unknown as EngineGuard<never>;
  guarded.emit = emitUnderGuard;
}

/**
 * In the place of `emit`, and one for all: four listeners for each connection, and the larger table
 * that they need, come to nearly a kilobyte of memory. What is sent is looked at before anybody
 * hears of it.
 */
function emitUnderGuard(this: GuardedSocket, event: string | symbol, ...args: unknown[]): boolean {
  const guard = this[GUARD];
  if (event === 'packet') guard.handlePacket(this, args[0] as EnginePacket);
  else if (event === 'packetCreate') guard.handleQueued(this, args[0] as EnginePacket);
  else if (event === 'flush') guard.handleFlush();
  const isHeard = EventEmitter.prototype.emit.call(this, event, ...args);
  if (event === 'close') guard.handleClose();
  return isHeard;
}

/** Whole numbers only: any other takes an object of its own. */
class EngineGuard<T> {
  /** What may be sent at once, in the time for which it would be enough. */
  private creditMs = MAX_PACKET_BURST * MS_PER_PACKET;
  private countedAtMs = Math.floor(performance.now());
  private isFlooded = false;
  private hasEntered = false;
  private queuedBytes = 0;
  private queuedMessages = 0;
  private writingBytes = 0;

  constructor(
    readonly client: T,
    private readonly events: GuardEvents<T>,
  ) {}

  handlePacket(socket: EngineSocket, { type, data }: EnginePacket): void {
    this.count(socket);
    if (type !== 'message') return;
    // The protocol is JSON: whoever sends, or announces, bytes is not speaking it.
    if (typeof data !== 'string' || ANNOUNCES_BINARY.test(data)) socket.close(true);
    else if (data.startsWith('0')) this.enter(socket, data);
  }

  handleClose(): void {
    this.events.handleClosed(this.client);
  }

  /**
   * Closes a connection whose client does not take its messages. The heartbeat would find a dead
   * one in twelve seconds, and never one that answers it and reads nothing else; this is about what
   * can pile up. What the transport took and could not write yet counts as well.
   */
  handleQueued(socket: EngineSocket, { data }: EnginePacket): void {
    this.queuedMessages += 1;
    if (typeof data === 'string') this.queuedBytes += Buffer.byteLength(data);
    const unwrittenBytes = socket.transport.writable === true ? 0 : this.writingBytes;
    const isFull =
      this.queuedMessages > MAX_QUEUED_MESSAGES ||
      this.queuedBytes + unwrittenBytes > MAX_QUEUED_BYTES;
    if (isFull) socket.close(true);
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
  private count(socket: EngineSocket): void {
    this.creditMs -= MS_PER_PACKET;
    if (this.creditMs > 0 || this.isFlooded) return;
    const nowMs = Math.floor(performance.now());
    const earnedMs = nowMs - this.countedAtMs;
    this.creditMs = Math.min(MAX_PACKET_BURST * MS_PER_PACKET, this.creditMs + earnedMs);
    this.countedAtMs = nowMs;
    if (this.creditMs > 0) return;
    this.isFlooded = true;
    socket.close(true);
    this.events.handleFlood(this.client);
  }

  /**
   * A connection enters the namespace `/`, once: by leaving it and coming back a client would begin
   * with fresh limits, and of other namespaces there are none.
   */
  private enter(socket: EngineSocket, data: string): void {
    if (this.hasEntered || !ENTERS_KNOWN.test(data)) socket.close(true);
    this.hasEntered = true;
  }
}
