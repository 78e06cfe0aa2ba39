import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';

/**
 * How long a TURN server may take, over TCP and TLS and half around the world. Browsers wait longer
 * for one that does not answer: the user would hear of it too late.
 */
export const RELAY_PATIENCE_MS = 6_500;

/**
 * Whether a connection of a hidden address finds a way at all. Refused or unreachable, a TURN
 * server raises nothing: there is just no candidate of it.
 */
export class RelayWait implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();
  private hasFound = false;

  /** @param handleNone No way was found in time. May be called again for one and the same. */
  constructor(
    private readonly clock: Clock,
    private readonly handleNone: () => void,
  ) {}

  /** Whether the other end was told of a way to this one. */
  get hasCandidate(): boolean {
    return this.hasFound;
  }

  noteCandidate(): void {
    this.hasFound = true;
  }

  handleGathering(state: RTCIceGatheringState): void {
    if (state === 'complete') this.judge();
    else if (state === 'gathering') {
      this.timer.value ??= this.clock.after(RELAY_PATIENCE_MS, () => {
        this.judge();
      });
    }
  }

  dispose(): void {
    this.timer.dispose();
  }

  private judge(): void {
    if (!this.hasFound) this.handleNone();
  }
}
