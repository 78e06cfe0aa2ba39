import { Emitter } from './emitter';
import type { Disposable } from './lifecycle';

/** Where the events of a map (name -> value) can be listened to. */
export type EventSource<M> = Pick<TypedEvents<M>, 'on'>;

/**
 * Many kinds of event under one roof, each with a type of its own: what an `Emitter` is for one
 * kind. Keep it private, or show it as an `EventSource`:
 *
 * ```ts
 * interface DoorEvents {
 *   opened: { by: string };
 *   closed: null;
 * }
 * const events = new TypedEvents<DoorEvents>();
 * events.on('opened', ({ by }) => …);
 * ```
 */
export class TypedEvents<M> implements Disposable {
  private readonly emitters: { [K in keyof M]?: Emitter<M[K]> } = {};
  private isDisposed = false;

  /** @param handleFault Gets what a listener throws; left out, `fire` throws it. */
  constructor(private readonly handleFault?: (error: unknown, name: keyof M) => void) {}

  /** Listens to `name`; dispose the result to stop. */
  on<K extends keyof M>(name: K, listener: (value: M[K]) => void): Disposable {
    const emitter = (this.emitters[name] ??= new Emitter<M[K]>());
    if (this.isDisposed) return { dispose: () => undefined };
    return emitter.event(listener);
  }

  /** Tells every listener of `name`, also when one of them throws. */
  fire<K extends keyof M>(name: K, value: M[K]): void {
    try {
      this.emitters[name]?.fire(value);
    } catch (error) {
      if (this.handleFault === undefined) throw error;
      this.handleFault(error, name);
    }
  }

  /** Nobody is told anything any more. */
  dispose(): void {
    this.isDisposed = true;
    for (const name of Object.keys(this.emitters) as (keyof M)[]) this.emitters[name]?.dispose();
  }
}
