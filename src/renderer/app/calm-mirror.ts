import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { CallPhase } from '../../shared/call/call-phase';

/** Three or four frames a second. */
const CALM_INTERVAL = 8;
/** By then there is a picture of the other end, or the network is what is waited for. */
const CALM_MS = 1_000;

/**
 * Draws the local picture seldom for a moment after a call was accepted: a machine without a GPU
 * computes it, and needs its processors to have the other end's picture there sooner.
 */
export class CalmMirror implements Disposable {
  private readonly calm = new MutableDisposable<Disposable>();

  constructor(
    private readonly setInterval: (frameInterval: number) => void,
    private readonly clock: Clock,
  ) {}

  handlePhase({ kind }: CallPhase): void {
    if (kind === 'connecting') this.begin();
    else if (kind !== 'live') this.end();
  }

  dispose(): void {
    this.calm.dispose();
  }

  private begin(): void {
    this.setInterval(CALM_INTERVAL);
    this.calm.value = this.clock.after(CALM_MS, () => {
      this.end();
    });
  }

  private end(): void {
    this.calm.value = undefined;
    this.setInterval(1);
  }
}
