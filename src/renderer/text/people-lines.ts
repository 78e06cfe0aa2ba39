import type { LoggedCall } from '../../shared/people/call-log';
import { isSuspicious, type Trust } from '../../shared/identity/trust';
import { hasName } from '../../shared/people/name-list';
import type { Person } from '../../shared/protocol/messages';
import { cellWidth } from '../../shared/text/cell-width';
import { missedCallSentence } from './call-sentences';
import { ON_LAN } from './network-sentences';
import { durationText } from './duration-text';
import { viaWords } from './gateway-sentences';
import { OTHER_KEY, taggedName } from './identity-sentences';
import { presenceWords } from './presence-words';

/** Local day and time, `21 Nov 14:02`. */
export function dayTime(atMs: number): string {
  return new Date(atMs).toLocaleString([], {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** A call as `history` lists it. */
export function loggedCallLine(call: LoggedCall): string {
  const at = dayTime(call.atMs);
  if (call.kind === 'missed') return missedCallSentence(call.peer, call.reason, at);
  const who = call.kind === 'in' ? `${call.peer} called you` : `You called ${call.peer}`;
  const how = call.durationMs === 0 ? 'it came to nothing' : durationText(call.durationMs);
  return `${who} at ${at}: ${how}.`;
}

/** What a list of people is made of. */
export interface LookupFacts {
  readonly people: readonly Person[];
  /** What their names begin with; '': anything. */
  readonly beginning: string;
  /** Whether others follow. */
  readonly hasMore: boolean;
  /** Those of them that are to be in it, too, when they are not here. */
  readonly contacts: readonly string[];
  readonly favourites: readonly string[];
  /** What somebody's name and key together are to the user; `null`: nothing is to be said. */
  trustOf(person: Person): Trust | null;
}

/** Who is here, favourites first and marked, and which of the contacts are not. */
export function lookupText(facts: LookupFacts): string {
  const { people, beginning, hasMore, contacts, favourites } = facts;
  const here = people.map(({ name }) => name);
  const absent = contacts.filter((name) => !hasName(here, name));
  const rank = (name: string): number =>
    hasName(favourites, name) ? 0 : hasName(contacts, name) ? 1 : 2;
  const mark = (name: string): string => ['★', '+', ' '][rank(name)];
  const present = [...people]
    .sort((one, other) => rank(one.name) - rank(other.name))
    .map((person) => ({ name: person.name, ...shownPerson(person, facts.trustOf(person)) }));
  const width = Math.max(...[...present.map(({ label }) => label), ...absent].map(cellWidth), 0);
  const line = (name: string, label: string, state: string): string =>
    `${mark(name)} ${label}${' '.repeat(width - cellWidth(label))}  ${state}`;
  const lines = present.map(({ name, label, state }) => line(name, label, state));
  const others = absent.map((name) => line(name, name, 'not here'));
  const legend = contacts.length === 0 ? [] : ['★ favourite, + contact'];
  const all = [...lines, ...others];
  if (all.length === 0) return nobodySentence(beginning);
  const title =
    beginning === '' ? 'Here besides you:' : `Here besides you, beginning with ${beginning}:`;
  const more = hasMore
    ? ['There are more: lookup --more shows the next, lookup BEGINNING a few.']
    : [];
  return [title, ...all, ...legend, ...more].join('\n');
}

/** Somebody who is here, as lists of people show them. */
export function shownPerson(
  { name, key, presence, isOnLan, via }: Person,
  trust: Trust | null,
): { readonly label: string; readonly state: string } {
  const way = isOnLan === true ? ON_LAN : via === undefined ? null : viaWords(via);
  const state = way === null ? presenceWords(presence) : `${presenceWords(presence)}, ${way}`;
  return {
    label: taggedName(name, key ?? null, trust),
    state: isSuspicious(trust) ? `${state}, ${OTHER_KEY}` : state,
  };
}

function nobodySentence(beginning: string): string {
  return beginning === ''
    ? 'Nobody is here besides you.'
    : `Nobody is here whose name begins with ${beginning}.`;
}

/** So many names are told one by one. */
const MAX_NAMED = 3;

/** That people came, or left, in as few lines as that takes. */
export function comingLines(names: readonly string[], what: 'came' | 'left'): readonly string[] {
  if (names.length <= MAX_NAMED) {
    return names.map((name) => `${name} ${what === 'came' ? 'is here' : 'has left'}.`);
  }
  const named = names.slice(0, MAX_NAMED).join(', ');
  const verb = what === 'came' ? 'are here' : 'have left';
  return [`${names.length} people ${verb}: ${named} and ${names.length - MAX_NAMED} more.`];
}
