import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';
import {
  MAX_PACKET_BURST,
  MAX_PACKETS_PER_SECOND,
  MAX_QUEUED_BYTES,
} from '../shared/protocol/limits';
import { PacketBudget, type PacketRate } from './packet-budget';

/** ws names no type of its own for it. */
export type RawWebSocket = WebSocket;

/** How long one that was closed has to say goodbye: ws waits and reads on for half a minute. */
const CLOSING_TIMEOUT_MS = 1_000;

/**
 * A message of the largest size comes in fifty pieces of what a network carries at once, and whole:
 * who sends it by the byte would have each of them kept, at a hundred times its size.
 */
const MAX_CHUNKS = 1_024;
const MAX_FRAGMENTS = 256;

/** Twice what others count, so that whoever does is the first to know. */
const PINGS: PacketRate = {
  burst: 2 * MAX_PACKET_BURST,
  perSecond: 2 * MAX_PACKETS_PER_SECOND,
};

/** What the types of ws do not name yet. */
interface BoundedOptions extends ServerOptions {
  readonly closeTimeout: number;
}

/** Each is counted, with what it is answered: no listener is needed, which would take memory. */
class BoundedWebSocket extends WebSocket {
  private pings: PacketBudget | null = null;

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const isHeard = super.emit(event, ...args);
    if (event === 'ping' || event === 'pong') this.countPing();
    // What is answered at once would have its answers kept for as long as they are not read.
    if (this.bufferedAmount > MAX_QUEUED_BYTES) this.terminate();
    return isHeard;
  }

  private countPing(): void {
    this.pings ??= new PacketBudget(() => performance.now(), PINGS);
    if (!this.pings.take()) this.terminate();
  }
}

/**
 * Makes WebSockets of requests for one, whoever listens for those, and holds them to limits that ws
 * knows none of, or far higher ones.
 */
export class BoundedWebSockets extends WebSocketServer {
  constructor({
    maxPayload,
    handleProtocols,
  }: Pick<ServerOptions, 'maxPayload' | 'handleProtocols'>) {
    const bounded: BoundedOptions = {
      maxPayload,
      ...(handleProtocols && { handleProtocols }),
      noServer: true,
      WebSocket: BoundedWebSocket,
      maxBufferedChunks: MAX_CHUNKS,
      maxFragments: MAX_FRAGMENTS,
      closeTimeout: CLOSING_TIMEOUT_MS,
      perMessageDeflate: false,
      // Whoever is connected, the hub knows.
      clientTracking: false,
    };
    super(bounded);
  }
}
