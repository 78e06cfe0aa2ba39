const WINDOW_MS = 1_000;

/** How often something happens, of late. */
export class RateMeter {
  private readonly timesMs: number[] = [];

  note(): void {
    this.timesMs.push(performance.now());
    this.forget();
  }

  get perSecond(): number {
    this.forget();
    return this.timesMs.length;
  }

  private forget(): void {
    const fromMs = performance.now() - WINDOW_MS;
    while ((this.timesMs.at(0) ?? Infinity) < fromMs) this.timesMs.shift();
  }
}
