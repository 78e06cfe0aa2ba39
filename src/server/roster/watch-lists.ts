const NOBODY: ReadonlySet<string> = new Set();

/** Somebody who is watched. All lists share it, so that the text of a name is in memory once. */
interface Watched {
  readonly key: string;
  readonly watchers: Set<string>;
}

/**
 * Who wants to hear of whom, by the keys of their names. Found from either side without a search.
 */
export class WatchLists {
  private readonly lists = new Map<string, readonly Watched[]>();
  private readonly watched = new Map<string, Watched>();

  /** Puts `keys` in the place of what `watcher` watched before. Nobody watches themselves. */
  set(watcher: string, keys: Iterable<string>): void {
    this.drop(watcher);
    const others = new Set(keys);
    others.delete(watcher);
    if (others.size === 0) return;
    // As long as it has to be: an array that grows keeps place for half as many again.
    const list = [...others].map((key) => this.entryOf(key));
    for (const { watchers } of list) watchers.add(watcher);
    this.lists.set(watcher, list);
  }

  /** Whom `watcher` watches. */
  of(watcher: string): readonly string[] {
    return this.lists.get(watcher)?.map(({ key }) => key) ?? [];
  }

  watchersOf(key: string): ReadonlySet<string> {
    return this.watched.get(key)?.watchers ?? NOBODY;
  }

  drop(watcher: string): void {
    for (const { key, watchers } of this.lists.get(watcher) ?? []) {
      watchers.delete(watcher);
      if (watchers.size === 0) this.watched.delete(key);
    }
    this.lists.delete(watcher);
  }

  private entryOf(key: string): Watched {
    const known = this.watched.get(key);
    if (known !== undefined) return known;
    const entry: Watched = { key, watchers: new Set() };
    this.watched.set(key, entry);
    return entry;
  }
}
