import { nameKey } from '../text/sanitise';

// Lists of people by name: each once, whatever its case, in the order in which they were added.

export function hasName(names: readonly string[], name: string): boolean {
  const key = nameKey(name);
  return names.some((each) => nameKey(each) === key);
}

export function withName(names: readonly string[], name: string): readonly string[] {
  return [...withoutName(names, name), name];
}

export function withoutName(names: readonly string[], name: string): readonly string[] {
  const key = nameKey(name);
  return names.filter((each) => nameKey(each) !== key);
}

/** The same list with another name in the place of one. */
export function renamed(names: readonly string[], from: string, to: string): readonly string[] {
  const key = nameKey(from);
  return names.map((each) => (nameKey(each) === key ? to : each));
}
