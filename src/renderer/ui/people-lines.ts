import type { LoggedCall } from '../../shared/people/call-log';
import { hasName } from '../../shared/people/name-list';
import type { Person } from '../../shared/protocol/messages';
import { presenceWords } from './presence-words';
import { missedCallSentence, durationText } from './sentences';

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

/** Who is here, favourites first and marked, and which of my contacts are not. */
export function lookupText(
  people: readonly Person[],
  contacts: readonly string[],
  favourites: readonly string[],
): string {
  const here = people.map(({ name }) => name);
  const absent = contacts.filter((name) => !hasName(here, name));
  const rank = (name: string): number =>
    hasName(favourites, name) ? 0 : hasName(contacts, name) ? 1 : 2;
  const mark = (name: string): string => ['★', '+', ' '][rank(name)];
  const width = Math.max(...[...here, ...absent].map(({ length }) => length), 0);
  const line = (name: string, state: string): string =>
    `${mark(name)} ${name.padEnd(width)}  ${state}`;
  const lines = [...people]
    .sort((one, other) => rank(one.name) - rank(other.name))
    .map(({ name, presence }) => line(name, presenceWords(presence)));
  const others = absent.map((name) => line(name, 'not here'));
  const legend = contacts.length === 0 ? [] : ['★ favourite, + contact'];
  return ['Here besides you:', ...lines, ...others, ...legend].join('\n');
}
