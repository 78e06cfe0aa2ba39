/** Something that was started and can be ended. Ending it twice does nothing the second time. */
export interface Disposable {
  dispose(): void;
}

/** Wraps an undo function so that it runs at most once. */
export function toDisposable(undo: () => void): Disposable {
  let isDisposed = false;
  return {
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      undo();
    },
  };
}

/** For whoever ends things by calling a function. */
export function toUndo(item: Disposable): () => void {
  return () => {
    item.dispose();
  };
}

/**
 * Owns what a component starts, and ends all of it, newest first. What is added after the store
 * was disposed is disposed at once: a late arrival must not outlive its owner.
 */
export class DisposableStore implements Disposable {
  private readonly items = new Set<Disposable>();
  private disposed = false;

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Registers `item` and returns it, so that creation and registration are one line. */
  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.add(item);
    return item;
  }

  /** Registers an undo function. */
  defer(undo: () => void): void {
    this.add(toDisposable(undo));
  }

  /** Ends what is held and stays usable. */
  clear(): void {
    const items = [...this.items].reverse();
    this.items.clear();
    for (const item of items) item.dispose();
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.clear();
  }
}

/** Holds "the current X": setting a new one ends the old one. */
export class MutableDisposable<T extends Disposable> implements Disposable {
  private current: T | undefined;
  private disposed = false;

  get value(): T | undefined {
    return this.current;
  }

  set value(next: T | undefined) {
    if (next === this.current) return;
    const previous = this.current;
    this.current = this.disposed ? undefined : next;
    previous?.dispose();
    if (this.disposed) next?.dispose();
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const previous = this.current;
    this.current = undefined;
    previous?.dispose();
  }
}
