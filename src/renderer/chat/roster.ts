import { Emitter } from '../../shared/base/emitter';
import type { Push } from '../../shared/protocol/events';
import type { Person } from '../../shared/protocol/messages';
import { sanitiseName } from '../../shared/text/sanitise';

/** A change worth telling: somebody came, went, or changed their presence. */
export type RosterChange =
  | { readonly kind: 'joined' | 'changed'; readonly person: Person }
  | { readonly kind: 'left'; readonly name: string };

/** Who is on the server besides me, as far as the server told. */
export class Roster {
  private readonly people = new Map<string, Person>();
  private readonly changeEmitter = new Emitter<RosterChange>();
  readonly onChange = this.changeEmitter.event;

  /** In the order of their names. */
  list(): readonly Person[] {
    return [...this.people.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  names(): readonly string[] {
    return this.list().map((person) => person.name);
  }

  /** Takes a whole list, as after signing in; nothing is announced. */
  reset(people: readonly Person[]): void {
    this.people.clear();
    for (const person of people) {
      const safe = safePerson(person);
      if (safe !== null) this.people.set(safe.name, safe);
    }
  }

  handlePush(push: Push): void {
    if (push.name === 'people:joined' || push.name === 'people:changed') {
      const person = safePerson(push.payload);
      if (person === null) return;
      const kind = this.people.has(person.name) ? 'changed' : 'joined';
      this.people.set(person.name, person);
      this.changeEmitter.fire({ kind, person });
    }
    if (push.name === 'people:left') {
      const name = sanitiseName(push.payload.name);
      if (name !== null && this.people.delete(name))
        this.changeEmitter.fire({ kind: 'left', name });
    }
  }
}

/** The server vouches for names, but a server may be hostile too. */
function safePerson(person: Person): Person | null {
  const name = sanitiseName(person.name);
  return name === null ? null : { ...person, name };
}
