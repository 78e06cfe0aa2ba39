import { parseTimedPresence, type TimedPresence } from '../../shared/people/timed-presence';
import type { KeyValueStore } from './key-value-store';

const KEY = 'presence';

/** A presence for a time, kept on this device, so that it outlives a reload or a restart. */
export class KeptPresence {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly store: KeyValueStore) {}

  /** Once what was saved last is kept, or could not be. */
  get settled(): Promise<void> {
    return this.last.catch(() => undefined);
  }

  /** `null`: there is none that still holds. */
  async load(nowMs: number): Promise<TimedPresence | null> {
    return parseTimedPresence(await this.store.get(KEY), nowMs);
  }

  /** `null`: none from now on. */
  save(timed: TimedPresence | null): Promise<void> {
    this.last = timed === null ? this.store.remove(KEY) : this.store.update(KEY, () => timed);
    return this.last;
  }
}
