import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { PictureWarmUp } from '../workers/picture-messages';

interface Spare {
  readonly worker: Worker;
  /** What it was warmed up for; `null`: nothing yet. */
  warmedFor: string | null;
}

/** Starts the worker of a picture. */
function startPictureWorker(): Worker {
  return new Worker(new URL('../workers/picture-worker.ts', import.meta.url), { type: 'module' });
}

/** Whoever took one has a picture to show first: to start another takes the processors from it. */
const REFILL_AFTER_MS = 3_000;

/**
 * Workers for pictures that are to come: to start one, and to measure its glyphs, takes longer than
 * to connect with somebody.
 */
export class SpareWorkers implements Disposable {
  private readonly spares = new Set<Spare>();
  private wanted = { count: 0, warmUp: null as PictureWarmUp | null };
  /** Runs since one was taken, until more are started. */
  private readonly refill = new MutableDisposable<Disposable>();

  constructor(
    private readonly start = startPictureWorker,
    private readonly clock: Clock = SYSTEM_CLOCK,
  ) {}

  /**
   * Has `count` of them ready, and no more; a while after one was taken, not at once.
   *
   * @param warmUp What they will most likely draw; `null`: not known yet.
   */
  keep(count: number, warmUp: PictureWarmUp | null): void {
    this.wanted = { count, warmUp };
    for (const spare of [...this.spares].slice(count)) this.drop(spare);
    if (this.refill.value === undefined) this.fill();
  }

  private fill(): void {
    const { count, warmUp } = this.wanted;
    while (this.spares.size < count) this.add();
    if (warmUp === null) return;
    const wanted = JSON.stringify(warmUp);
    for (const spare of this.spares) {
      if (spare.warmedFor === wanted) continue;
      spare.warmedFor = wanted;
      spare.worker.postMessage(warmUp);
    }
  }

  /** The one that has been there for longest, or, where there is none, a new one. */
  take(): Worker {
    const [spare] = this.spares;
    if ((spare as Spare | undefined) === undefined) return this.start();
    this.spares.delete(spare);
    this.refill.value = this.clock.after(REFILL_AFTER_MS, () => {
      this.refill.value = undefined;
      this.fill();
    });
    return spare.worker;
  }

  dispose(): void {
    this.refill.dispose();
    for (const spare of [...this.spares]) this.drop(spare);
  }

  private add(): void {
    const spare: Spare = { worker: this.start(), warmedFor: null };
    this.spares.add(spare);
    // One that could not be loaded is of no use to anybody.
    spare.worker.addEventListener('error', () => {
      if (this.spares.has(spare)) this.drop(spare);
    });
  }

  private drop(spare: Spare): void {
    this.spares.delete(spare);
    spare.worker.terminate();
  }
}
