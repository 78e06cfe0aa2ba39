const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;
const MAX_ADDRESSES = 256;
/** Runs that failed, of everybody on the network together: so many at once ... */
const BURST = 20;
/** ... and one more after so long: a dictionary of a million words takes two years. */
const REFILL_MS = 60_000;

interface Failures {
  readonly count: number;
  readonly untilMs: number;
}

/**
 * How often a phrase may be tried, from either end: each run that fails is a guess. From one
 * address the wait doubles; whoever has many addresses meets the limit of all.
 */
export class GuessBudget {
  private readonly byAddress = new Map<string, Failures>();
  private left = BURST;
  private refilledAtMs: number;

  constructor(private readonly nowMs: () => number) {
    this.refilledAtMs = nowMs();
  }

  /** Whether somebody at `address` may try one now. */
  mayTry(address: string): boolean {
    this.refill();
    return this.left > 0 && this.nowMs() >= (this.byAddress.get(address)?.untilMs ?? 0);
  }

  handleFailure(address: string): void {
    this.refill();
    this.left = Math.max(0, this.left - 1);
    const count = (this.byAddress.get(address)?.count ?? 0) + 1;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (count - 1), LONGEST_WAIT_MS);
    this.byAddress.delete(address);
    this.byAddress.set(address, { count, untilMs: this.nowMs() + waitMs });
    if (this.byAddress.size > MAX_ADDRESSES) {
      const [eldest] = this.byAddress.keys();
      this.byAddress.delete(eldest);
    }
  }

  handleSuccess(address: string): void {
    this.byAddress.delete(address);
  }

  private refill(): void {
    const earned = Math.floor((this.nowMs() - this.refilledAtMs) / REFILL_MS);
    // A clock that was set back earns nothing.
    if (earned <= 0) return;
    this.left = Math.min(BURST, this.left + earned);
    this.refilledAtMs += earned * REFILL_MS;
  }
}
