import { MAX_PACKET_BURST, MAX_PACKETS_PER_SECOND } from '../shared/protocol/limits';

export interface PacketRate {
  /** So many at once ... */
  readonly burst: number;
  /** ... and so many a second from then on. */
  readonly perSecond: number;
}

const ANY_PACKETS: PacketRate = { burst: MAX_PACKET_BURST, perSecond: MAX_PACKETS_PER_SECOND };

/** How much one connection may send, whatever it is: what is refused costs time as well. */
export class PacketBudget {
  private readonly msPerPacket: number;
  private readonly maxCreditMs: number;
  private creditMs: number;
  private countedAtMs: number;

  /** @param nowMs of a clock that only ever goes on */
  constructor(
    private readonly nowMs: () => number,
    { burst, perSecond }: PacketRate = ANY_PACKETS,
  ) {
    this.msPerPacket = 1_000 / perSecond;
    this.maxCreditMs = burst * this.msPerPacket;
    this.creditMs = this.maxCreditMs;
    this.countedAtMs = nowMs();
  }

  /** Counts one more; `false`: that was one too many. */
  take(): boolean {
    const nowMs = this.nowMs();
    this.creditMs = Math.min(this.maxCreditMs, this.creditMs + nowMs - this.countedAtMs);
    this.countedAtMs = nowMs;
    this.creditMs -= this.msPerPacket;
    return this.creditMs > 0;
  }
}
