export interface SlotLimits {
  /** From all addresses. */
  readonly all: number;
  /** From one. */
  readonly each: number;
}

/** Bounds connections, so that one machine on the network keeps nobody else out. */
export class ConnectionSlots {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limits: SlotLimits) {}

  /** `false`: there are too many. After `true`, `close` has to follow, however it ends. */
  open(address: string): boolean {
    const each = this.counts.get(address) ?? 0;
    const all = [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    if (each >= this.limits.each || all >= this.limits.all) return false;
    this.counts.set(address, each + 1);
    return true;
  }

  close(address: string): void {
    const left = (this.counts.get(address) ?? 1) - 1;
    if (left > 0) this.counts.set(address, left);
    else this.counts.delete(address);
  }
}
