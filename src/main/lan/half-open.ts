/** Connections whose other end has not shown yet who it is: from all addresses, and from one. */
export const MAX_HALF_OPEN = 64;
export const MAX_HALF_OPEN_EACH = 6;

/** Bounds connections in their handshake: whoever says nothing in theirs keeps nobody else out. */
export class HalfOpen {
  private readonly counts = new Map<string, number>();

  /** `false`: there are too many. After `true`, `close` has to follow, however it ends. */
  open(address: string): boolean {
    const each = this.counts.get(address) ?? 0;
    const all = [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    if (each >= MAX_HALF_OPEN_EACH || all >= MAX_HALF_OPEN) return false;
    this.counts.set(address, each + 1);
    return true;
  }

  close(address: string): void {
    const left = (this.counts.get(address) ?? 1) - 1;
    if (left > 0) this.counts.set(address, left);
    else this.counts.delete(address);
  }
}
