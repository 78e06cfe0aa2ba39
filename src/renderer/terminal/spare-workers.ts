import type { Disposable } from '../../shared/base/lifecycle';
import type { PictureWarmUp } from '../workers/picture-messages';

interface Spare {
  readonly worker: Worker;
  /** What it was warmed up for; `null`: nothing yet. */
  warmedFor: string | null;
}

/** Starts the worker of a picture. */
export function startPictureWorker(): Worker {
  return new Worker(new URL('../workers/picture-worker.ts', import.meta.url), { type: 'module' });
}

/**
 * Workers for pictures that are to come: to start one, and to measure its glyphs, takes longer than
 * to connect with somebody.
 */
export class SpareWorkers implements Disposable {
  private readonly spares = new Set<Spare>();

  constructor(private readonly start = startPictureWorker) {}

  /**
   * Has `count` of them ready, and no more.
   *
   * @param warmUp What they will most likely draw; `null`: not known yet.
   */
  keep(count: number, warmUp: PictureWarmUp | null): void {
    for (const spare of [...this.spares].slice(count)) this.drop(spare);
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
    return spare.worker;
  }

  dispose(): void {
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
