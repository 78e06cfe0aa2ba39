import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { GatewayClient } from './gateway-client';

/** As many as WebCRT's own clients hear of, each with the description that follows. */
const MAX_ASKED = 3;
const WINDOW_MS = 60_000;

/** Keeps new offers of a client to as many as the other end listens to, and forgets no wish. */
export class Renegotiation implements Disposable {
  private readonly later = new MutableDisposable<Disposable>();
  private askedAtMs: number[] = [];
  private wish: string | null = null;

  /** @param ask has the other end make an offer, in which both wishes find each other */
  constructor(
    private readonly client: Pick<GatewayClient, 'after' | 'nowMs'>,
    private readonly ask: () => void,
  ) {}

  /** Whether an offer may be made now; where it may not, the other end is asked for one later. */
  take(): boolean {
    const nowMs = this.client.nowMs();
    this.askedAtMs = this.askedAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    if (this.askedAtMs.length < MAX_ASKED) {
      this.askedAtMs.push(nowMs);
      return true;
    }
    const [first = nowMs] = this.askedAtMs;
    this.later.value ??= this.client.after(first + WINDOW_MS - nowMs, () => {
      this.later.value = undefined;
      if (this.take()) this.ask();
    });
    return false;
  }

  /**
   * Asks the other end for an offer, now or later; for what it cannot give, once.
   * @param wish as `wishOf` an offer
   */
  want(wish: string): void {
    if (wish === this.wish) return;
    this.wish = wish;
    if (this.take()) this.ask();
  }

  dispose(): void {
    this.later.dispose();
  }
}
