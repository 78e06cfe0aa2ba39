import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { PigeonDescription } from '../../shared/pigeon/pigeon-letter';
import { describeForPigeon } from '../../shared/pigeon/pigeon-description';
import type { Signal } from '../../shared/protocol/messages';

/** A STUN server that answers does so at once; one that does not is not to keep people waiting. */
export const GATHER_LIMIT_MS = 4_000;

/**
 * Waits for what a connection says of itself, which comes piece by piece, until that is all of it
 * or has taken long enough. How long the user takes to allow the camera before is theirs.
 */
export class PigeonGathering implements Disposable {
  private readonly signals: Signal[] = [];
  private readonly limit = new MutableDisposable<Disposable>();
  private isOver = false;

  /** @param done Is told once; `null`: there is nothing that a letter could say. */
  constructor(
    private readonly clock: Pick<Clock, 'after'>,
    private readonly done: (description: PigeonDescription | null) => void,
  ) {}

  take(signal: Signal): void {
    if (this.isOver) return;
    if (signal.kind === 'candidate' && signal.candidate === '') {
      this.finish();
      return;
    }
    this.signals.push(signal);
    if (signal.kind !== 'description') return;
    this.limit.value = this.clock.after(GATHER_LIMIT_MS, () => {
      this.finish();
    });
  }

  dispose(): void {
    this.isOver = true;
    this.limit.dispose();
  }

  private finish(): void {
    if (this.isOver) return;
    this.dispose();
    this.done(describeForPigeon(this.signals));
  }
}
