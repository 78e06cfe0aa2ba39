import { MAX_WATCHED_PEOPLE } from '../protocol/limits';
import { nameKey } from '../text/sanitise';

/** Of whom one wants to hear that they come and go, in groups; the first ones come first. */
export interface WatchSources {
  /** The others in the call or the room. */
  readonly company: readonly string[];
  /** With whom one writes. */
  readonly conversations: readonly string[];
  readonly favourites: readonly string[];
  readonly contacts: readonly string[];
  /** Who was looked up. */
  readonly lookedUp: readonly string[];
}

/** The names to watch, each once and no more than a server takes; without those who `isLeftOut`. */
export function watchList(
  sources: WatchSources,
  isLeftOut: (name: string) => boolean,
): readonly string[] {
  const { company, conversations, favourites, contacts, lookedUp } = sources;
  const names = new Map<string, string>();
  for (const name of [company, conversations, favourites, contacts, lookedUp].flat()) {
    const key = nameKey(name);
    if (!names.has(key) && !isLeftOut(name)) names.set(key, name);
  }
  return [...names.values()].slice(0, MAX_WATCHED_PEOPLE);
}
