import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import {
  HEARTBEAT_INTERVAL_MS,
  HEARTBEAT_TIMEOUT_MS,
  MAX_MESSAGE_BYTES,
  MAX_QUEUED_BYTES,
} from '../../shared/protocol/limits';
import { BoundedWebSockets, type RawWebSocket } from '../bounded-web-sockets';
import type { ServerClock } from '../system-clock';
import type { GatewayTransport } from './gateway-client';
import { PacketBudget } from '../packet-budget';

export interface GatewaySocketEvents {
  handleText(text: string): void;
  /** It sent bytes, which nobody here speaks. */
  handleBytes(): void;
  /** It sent more than anybody has to say, and is closed. */
  handleFlood(): void;
  /** Once. */
  handleClosed(): void;
}

const GOING_AWAY = 1001;

/** Makes WebSockets of requests for one, whoever listens for those. */
export function createUpgrader(): BoundedWebSockets {
  return new BoundedWebSockets({ maxPayload: MAX_MESSAGE_BYTES });
}

/**
 * A WebSocket under guard: asked now and then whether it is there, since none of these protocols
 * has a heartbeat, and closed when it sends too much or takes nothing.
 */
export class GatewaySocket implements GatewayTransport {
  private readonly beat = new MutableDisposable<Disposable>();
  private readonly budget: PacketBudget;
  private isFlooded = false;

  constructor(
    private readonly socket: RawWebSocket,
    private readonly clock: ServerClock,
    private readonly events: GatewaySocketEvents,
  ) {
    this.budget = new PacketBudget(() => clock.monotonicMs());
    socket.on('message', (data, isBinary) => {
      if (!this.count()) return;
      // `nodebuffer`, the way of ws unless it is told another: one piece, however it came.
      if (isBinary) events.handleBytes();
      else events.handleText((data as Buffer).toString('utf8'));
    });
    socket.on('ping', () => this.count());
    socket.on('pong', () => {
      if (this.count()) this.pingLater();
    });
    // What is wrong with it, its end tells.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.beat.dispose();
      events.handleClosed();
    });
    this.pingLater();
  }

  send(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(text);
    if (this.socket.bufferedAmount > MAX_QUEUED_BYTES) this.socket.terminate();
  }

  close(): void {
    this.socket.close(GOING_AWAY);
  }

  private count(): boolean {
    if (this.isFlooded) return false;
    if (this.budget.take()) return true;
    this.isFlooded = true;
    this.socket.terminate();
    this.events.handleFlood();
    return false;
  }

  private pingLater(): void {
    this.beat.value = this.clock.after(HEARTBEAT_INTERVAL_MS, () => {
      if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
      this.terminateAfter(HEARTBEAT_TIMEOUT_MS);
    });
  }

  private terminateAfter(delayMs: number): void {
    this.beat.value = this.clock.after(delayMs, () => {
      this.socket.terminate();
    });
  }
}
