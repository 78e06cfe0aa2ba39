/** From there on packets are lost because there are too many of them. */
const MUCH_LOSS = 0.1;
/** Below it nothing is wrong with the path. */
const LITTLE_LOSS = 0.02;
/** More is tried in small steps: a report comes about once a second. */
const GROWTH = 1.08;
/** Less than that no codec makes a picture of. */
const MIN_KBPS = 20;

/**
 * How much a path takes, by what the other end reports: less while packets are lost, as in Google's
 * congestion control (draft-ietf-rmcat-gcc-02, 6), and again more when none are. What the other end
 * finds out from the times at which packets come is an upper limit.
 */
export class SendRate {
  /** What losses leave; `null`: nothing has been lost. */
  private byLossKbps: number | null = null;
  private estimateKbps = Infinity;

  /** What can be sent of `wantedKbps`. */
  of(wantedKbps: number): number {
    const possible = Math.min(wantedKbps, this.byLossKbps ?? Infinity, this.estimateKbps);
    return Math.max(Math.min(MIN_KBPS, wantedKbps), possible);
  }

  /** Of the packets since the report before, 0 to 1 were lost while `wantedKbps` were wanted. */
  noteLoss(share: number, wantedKbps: number): void {
    const kbps = Math.min(this.byLossKbps ?? Infinity, wantedKbps);
    if (share > MUCH_LOSS) this.byLossKbps = Math.max(MIN_KBPS, kbps * (1 - 0.5 * share));
    else if (share < LITTLE_LOSS && this.byLossKbps !== null) {
      const grown = kbps * GROWTH;
      this.byLossKbps = grown < wantedKbps ? grown : null;
    }
  }

  /** The other end estimates that so much gets through (REMB). */
  noteEstimate(kbps: number): void {
    this.estimateKbps = kbps;
  }
}
