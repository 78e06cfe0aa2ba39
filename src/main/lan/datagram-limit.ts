const WINDOW_MS = 1_000;
/** Datagrams that are read within it, from one address and from all. */
const MAX_DATAGRAMS_EACH = 50;
const MAX_DATAGRAMS = 200;

/** Bounds how many datagrams are read, so that a flood does not keep this end busy. */
export class DatagramLimit {
  private readonly counts = new Map<string, number>();
  private all = 0;
  private fromMs = 0;

  /** @param nowMs Any clock; one that is set back begins anew. */
  constructor(private readonly nowMs: () => number) {}

  /** Counts a datagram; `false`: it is one too many. */
  mayRead(address: string): boolean {
    const nowMs = this.nowMs();
    if (Math.abs(nowMs - this.fromMs) >= WINDOW_MS) {
      this.counts.clear();
      this.all = 0;
      this.fromMs = nowMs;
    }
    const count = (this.counts.get(address) ?? 0) + 1;
    this.counts.set(address, count);
    this.all += 1;
    return count <= MAX_DATAGRAMS_EACH && this.all <= MAX_DATAGRAMS;
  }
}
