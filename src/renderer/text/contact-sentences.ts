import type { LoggedCall } from '../../shared/people/call-log';
import type { Presence } from '../../shared/protocol/messages';
import { loggedCallLine } from './people-lines';
import { presenceWords } from './presence-words';

/** `contact ACTION`, without whom it is about. */
export function nameMissingSentence(action: string): string {
  return `A name is missing: contact ${action} PERSON${action === 'rename' ? ' NEW' : ''}`;
}

export function noContactSentence(name: string): string {
  return `${name} is not among your contacts. contact add ${name} adds them.`;
}

/** The local user would become a contact of their own. */
export function contactIsYouSentence(name: string): string {
  return `${name} is you: contacts are other people. Take another name.`;
}

export function contactAddedSentence(name: string, wasKnown: boolean): string {
  return `${name} is ${wasKnown ? 'already' : 'now'} among your contacts.`;
}

export function contactRemovedSentence(name: string): string {
  return `${name} is no longer among your contacts.`;
}

/** By what key they were known. */
export function keyForgottenSentence(name: string, wasKnown: boolean): string {
  return wasKnown
    ? `The key of ${name} is forgotten: whoever comes by that name next is met for the first time.`
    : `No key of ${name} is known on this server. contact lists your contacts.`;
}

export function favouriteSentence(name: string, isFavourite: boolean): string {
  return `${name} is ${isFavourite ? 'now' : 'no longer'} a favourite.`;
}

/** A contact cannot get the name of another one. */
export function contactExistsSentence(name: string): string {
  return `${name} is among your contacts already. Take another name, or first: contact remove ${name}`;
}

export function renamedSentence(from: string, to: string): string {
  return `${from} is now ${to} among your contacts; calls and what you wrote each other are ${to}'s, too.`;
}

/** The contact has its new name, but what is kept of them does not. */
export function renamedInPartSentence(from: string, to: string): string {
  return (
    `${from} is now ${to} among your contacts; calls and what you wrote each other stay under ` +
    `${from}: ${STORAGE_FAILS}`
  );
}

const STORAGE_FAILS =
  'the storage of this device fails. Free some space on it, or start again, and try once more.';

/** What is kept of calls and chat cannot be read or changed. */
export const NO_HISTORY = `The history is not available: ${STORAGE_FAILS}`;

/** A contact as `contact` lists it. */
export interface ContactFacts {
  readonly name: string;
  readonly isFavourite: boolean;
  /** `null`: not here. */
  readonly presence: Presence | null;
}

/** What `contact` says. */
export function contactList(contacts: readonly ContactFacts[]): string {
  if (contacts.length === 0) return 'You have no contacts yet. contact add NAME adds one.';
  const width = Math.max(...contacts.map(({ name }) => name.length));
  const lines = contacts.map(({ name, isFavourite, presence }) => {
    const state = presence === null ? 'not here' : presenceWords(presence);
    return `${isFavourite ? '★' : ' '} ${name.padEnd(width)}  ${state}`;
  });
  return ['Your contacts:', ...lines].join('\n');
}

/** Neither oneself nor echo. */
export const NOT_TO_BLOCK = 'You cannot block yourself, nor echo. block NAME is for somebody else.';

export function blockedSentence(name: string): string {
  return `${name} is blocked: no call, no message and no sign of them. unblock undoes it.`;
}

export function unblockedSentence(name: string): string {
  return `${name} is no longer blocked.`;
}

export function notBlockedSentence(name: string): string {
  return `${name} is not blocked. blocked lists who is.`;
}

/** What `blocked` says. */
export function blockedList(names: readonly string[]): string {
  return names.length === 0 ? 'Nobody is blocked.' : `Blocked: ${names.join(', ')}.`;
}

/** So many calls are listed one by one. */
const MAX_SHOWN_CALLS = 30;

/** What `history` says. */
export function callList(calls: readonly LoggedCall[]): string {
  if (calls.length === 0) return 'There were no calls yet. call NAME makes one.';
  const lines = calls
    .slice(0, MAX_SHOWN_CALLS)
    .map((call, index) => `${String(index + 1).padStart(3)}  ${loggedCallLine(call)}`);
  const more = calls.length - lines.length;
  if (more > 0) lines.push(`     and ${more} before`);
  return ['Calls, the newest first:', ...lines].join('\n');
}

export const CALLS_FORGOTTEN = 'The list of calls is empty now.';
export const NO_SUCH_CALL = 'There is no call with that number. history lists them.';

export function callForgottenSentence(peer: string): string {
  return `The call with ${peer} is forgotten.`;
}

/** What `servers` says. */
export function serverList(urls: readonly string[]): string {
  if (urls.length === 0) return 'No server is remembered yet. login --server URL signs in to one.';
  const title = 'Servers you signed in to, the latest first (login --server completes them):';
  return [title, ...urls.map((url) => `  ${url}`)].join('\n');
}

export const SAY_WHICH_SERVER = 'Say which: servers remove URL. servers lists them.';

export function serverForgottenSentence(url: string): string {
  return `${url} is forgotten.`;
}
