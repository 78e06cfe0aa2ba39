const NOBODY: readonly string[] = [];

/** Up to so many are a list: a set of few takes three times the memory. */
const MOST_IN_LIST = 16;

/** Somebody who is watched. All lists share it, so that the text of a name is in memory once. */
interface Watched {
  readonly key: string;
  watchers: readonly string[] | Set<string>;
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
    const list = Array.from(others, (key) => this.entryOf(key));
    for (const entry of list) addWatcher(entry, watcher);
    this.lists.set(watcher, list);
  }

  /** Whom `watcher` watches. */
  of(watcher: string): readonly string[] {
    return this.lists.get(watcher)?.map(({ key }) => key) ?? [];
  }

  watchersOf(key: string): Iterable<string> {
    return this.watched.get(key)?.watchers ?? NOBODY;
  }

  drop(watcher: string): void {
    for (const entry of this.lists.get(watcher) ?? []) {
      if (removeWatcher(entry, watcher) === 0) this.watched.delete(entry.key);
    }
    this.lists.delete(watcher);
  }

  private entryOf(key: string): Watched {
    const known = this.watched.get(key);
    if (known !== undefined) return known;
    const entry: Watched = { key, watchers: NOBODY };
    this.watched.set(key, entry);
    return entry;
  }
}

/** Whoever is not among them yet. */
function addWatcher(entry: Watched, watcher: string): void {
  const { watchers } = entry;
  if (watchers instanceof Set) watchers.add(watcher);
  else if (watchers.length < MOST_IN_LIST) entry.watchers = watchers.concat(watcher);
  else entry.watchers = new Set(watchers).add(watcher);
}

/** How many there are then. */
function removeWatcher(entry: Watched, watcher: string): number {
  const { watchers } = entry;
  if (watchers instanceof Set) {
    watchers.delete(watcher);
    return watchers.size;
  }
  const others = watchers.filter((other) => other !== watcher);
  entry.watchers = others;
  return others.length;
}
