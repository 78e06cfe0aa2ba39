import { Emitter } from '../../shared/base/emitter';
import type { Push } from '../../shared/protocol/events';
import type { Person } from '../../shared/protocol/messages';
import { nameKey, sanitiseName } from '../../shared/text/sanitise';

/** A change worth telling: somebody came, went, or is another by presence or key. */
export type RosterChange =
  | { readonly kind: 'joined' | 'changed'; readonly person: Person }
  | { readonly kind: 'left'; readonly name: string };

function isSame(one: Person, other: Person): boolean {
  const isSameWay = one.isOnLan === other.isOnLan && one.via === other.via;
  return (
    isSameWay && one.name === other.name && one.presence === other.presence && one.key === other.key
  );
}

/** Who is on the server besides the local user, as far as the server told. */
export class Roster {
  private readonly people = new Map<string, Person>();
  private readonly changeEmitter = new Emitter<RosterChange>();
  readonly onChange = this.changeEmitter.event;
  private readonly resetEmitter = new Emitter<null>();
  /** It is another list now, of which nothing was announced. */
  readonly onReset = this.resetEmitter.event;

  /** `isHidden`: of whom nothing is to be seen. */
  constructor(private readonly isHidden: (name: string) => boolean = () => false) {}

  /** In the order of their names. */
  list(): readonly Person[] {
    return [...this.people.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  /** By name, however it is written; `undefined`: nobody of that name is known to be here. */
  find(name: string): Person | undefined {
    return this.people.get(nameKey(name));
  }

  names(): readonly string[] {
    return this.list().map((person) => person.name);
  }

  /** Takes a whole list, as after signing in. */
  reset(people: readonly Person[]): void {
    this.people.clear();
    for (const person of people) {
      const safe = this.safePerson(person);
      if (safe !== null) this.people.set(nameKey(safe.name), safe);
    }
    this.resetEmitter.fire(null);
  }

  handlePush(push: Push): void {
    if (push.name !== 'people:changed') return;
    for (const name of push.payload.gone) this.handleGone(name);
    for (const person of push.payload.here) this.handleHere(person);
  }

  private handleGone(given: string): void {
    const name = sanitiseName(given);
    if (name === null || !this.people.delete(nameKey(name))) return;
    this.changeEmitter.fire({ kind: 'left', name });
  }

  private handleHere(given: Person): void {
    const person = this.safePerson(given);
    if (person === null) return;
    const before = this.people.get(nameKey(person.name));
    this.people.set(nameKey(person.name), person);
    if (before !== undefined && isSame(before, person)) return;
    this.changeEmitter.fire({ kind: before === undefined ? 'joined' : 'changed', person });
  }

  /** The server vouches for names, but a server may be hostile too. */
  private safePerson(person: Person): Person | null {
    const name = sanitiseName(person.name);
    return name === null || this.isHidden(name) ? null : { ...person, name };
  }
}
