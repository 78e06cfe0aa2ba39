import type { Trust } from '../../shared/identity/trust';
import { hasName } from '../../shared/people/name-list';
import { ECHO_NAME, type Person } from '../../shared/protocol/messages';
import { STRANGER_HERE } from './identity-sentences';
import { shownPerson } from './people-lines';

/** A line of the list of people. */
export interface PersonRow {
  readonly name: string;
  /** The name as it is shown. */
  readonly label: string;
  /** As in `lookup`; '': nothing to mark. */
  readonly mark: '★' | '+' | '';
  readonly state: string;
  readonly isHere: boolean;
}

export interface PeopleFacts {
  readonly people: readonly Person[];
  readonly contacts: readonly string[];
  readonly favourites: readonly string[];
  /** Who is in the call or the room. */
  readonly company: readonly string[];
  /** Those among them who have not shown that they know the password of the room. */
  readonly strangers: readonly string[];
  /** Out of calls one can call oneself. */
  readonly hasEcho: boolean;
  /** What somebody's name and key together are to the user; `null`: nothing is to be said. */
  trustOf(person: Person): Trust | null;
}

/**
 * Who is in the call or room first, then favourites, contacts, the others, and contacts who are not
 * here. Pure.
 */
export function peopleRows(facts: PeopleFacts): readonly PersonRow[] {
  const { people, contacts, company, hasEcho } = facts;
  const here = people.map(({ name }) => name);
  const rows = people.map((person) => {
    const { label, state } = shownPerson(person, facts.trustOf(person));
    return { ...rowOf(person.name, state, facts), label };
  });
  const besides = company.filter((name) => !hasName(here, name));
  const absent = contacts.filter((name) => !hasName([...here, ...besides], name));
  const rank = ({ name }: PersonRow): number =>
    hasName(company, name)
      ? 0
      : hasName(facts.favourites, name)
        ? 1
        : hasName(contacts, name)
          ? 2
          : 3;
  return [
    ...[...besides.map((name) => rowOf(name, '', facts)), ...rows].sort(
      (one, other) => rank(one) - rank(other),
    ),
    ...(hasEcho ? [{ ...rowOf(ECHO_NAME, 'a call with yourself', facts) }] : []),
    ...absent.map((name) => ({ ...rowOf(name, 'not here', facts), isHere: false })),
  ];
}

function rowOf(name: string, state: string, facts: PeopleFacts): PersonRow {
  const mark = hasName(facts.favourites, name) ? '★' : hasName(facts.contacts, name) ? '+' : '';
  return {
    name,
    label: name,
    mark,
    state: stateInCompany(name, facts) ?? state,
    isHere: true,
  };
}

/** `null`: they are not in it. */
function stateInCompany(name: string, { company, strangers }: PeopleFacts): string | null {
  if (hasName(strangers, name)) return STRANGER_HERE;
  return hasName(company, name) ? 'with you' : null;
}
