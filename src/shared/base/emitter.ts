import { type Disposable, toDisposable } from './lifecycle';

/** A subscription point: call it with a listener, dispose the result to stop listening. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/**
 * A typed source of one kind of event. Keep the emitter private and show `event`:
 *
 * ```ts
 * private readonly stateEmitter = new Emitter<State>();
 * readonly onState = this.stateEmitter.event;
 * ```
 */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    // A wrapper per subscription, so that the same function may subscribe twice.
    const entry = (value: T): void => {
      listener(value);
    };
    this.listeners.add(entry);
    return toDisposable(() => this.listeners.delete(entry));
  };

  /**
   * Tells every listener, also when one of them throws; the first error is thrown on afterwards, so
   * that a faulty listener is seen and yet cannot silence the others.
   */
  fire(value: T): void {
    const errors: unknown[] = [];
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  dispose(): void {
    this.listeners.clear();
  }
}
