import { MAX_PACKET_BURST, MAX_PACKETS_PER_SECOND } from '../../shared/protocol/limits';

const MS_PER_PACKET = 1_000 / MAX_PACKETS_PER_SECOND;
const MAX_CREDIT_MS = MAX_PACKET_BURST * MS_PER_PACKET;

/** How much one connection may send, whatever it is: what is refused costs time as well. */
export class PacketBudget {
  private creditMs = MAX_CREDIT_MS;
  private countedAtMs: number;

  /** @param nowMs of a clock that only ever goes on */
  constructor(private readonly nowMs: () => number) {
    this.countedAtMs = nowMs();
  }

  /** Counts one more; `false`: that was one too many. */
  take(): boolean {
    const nowMs = this.nowMs();
    this.creditMs = Math.min(MAX_CREDIT_MS, this.creditMs + nowMs - this.countedAtMs);
    this.countedAtMs = nowMs;
    this.creditMs -= MS_PER_PACKET;
    return this.creditMs > 0;
  }
}
