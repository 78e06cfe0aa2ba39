const NOBODY: ReadonlySet<string> = new Set();

/** Who wants to hear of whom, by the keys of their names. Found from either side without a search. */
export class WatchLists {
  private readonly lists = new Map<string, ReadonlySet<string>>();
  private readonly watchers = new Map<string, Set<string>>();

  /** Puts `keys` in the place of what `watcher` watched before. Nobody watches themselves. */
  set(watcher: string, keys: Iterable<string>): void {
    this.drop(watcher);
    const list = new Set(keys);
    list.delete(watcher);
    if (list.size === 0) return;
    this.lists.set(watcher, list);
    for (const key of list) {
      const watchers = this.watchers.get(key);
      if (watchers === undefined) this.watchers.set(key, new Set([watcher]));
      else watchers.add(watcher);
    }
  }

  /** Whom `watcher` watches. */
  of(watcher: string): ReadonlySet<string> {
    return this.lists.get(watcher) ?? NOBODY;
  }

  watchersOf(key: string): ReadonlySet<string> {
    return this.watchers.get(key) ?? NOBODY;
  }

  drop(watcher: string): void {
    for (const key of this.of(watcher)) {
      const watchers = this.watchers.get(key);
      watchers?.delete(watcher);
      if (watchers?.size === 0) this.watchers.delete(key);
    }
    this.lists.delete(watcher);
  }
}
