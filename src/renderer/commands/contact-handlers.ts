import type { CONTACT_COMMANDS } from '../../shared/commands/areas/contact-commands';
import type { CommandOf } from '../../shared/commands/definitions';
import type { Settings } from '../../shared/config/settings';
import { hasName, renamed, withName, withoutName } from '../../shared/people/name-list';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName, nameKey } from '../../shared/text/sanitise';
import type { Account } from '../chat/account';
import type { Roster } from '../chat/roster';
import type { CallHistory } from '../people/call-history';
import type { ChatHistory } from '../people/chat-history';
import { presenceWords } from '../text/presence-words';
import { forgottenChatText, keptChatText } from '../text/chat-history-lines';
import { dayTime, loggedCallLine } from '../text/people-lines';
import type { CallVerbs } from './call-handlers';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface ContactHandlerPorts extends NoticePort {
  readonly account: Account;
  readonly roster: Roster;
  readonly call: Pick<CallVerbs, 'phase' | 'hangUp'>;
  readonly callHistory: CallHistory;
  readonly chatHistory: ChatHistory;
  settings(): Settings;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
  /** Asks the server again who is here. */
  refreshRoster(): Promise<void>;
}

const MAX_SHOWN_CALLS = 30;

/** The commands of whom one knows, and of what was. */
export function contactHandlers(
  ports: ContactHandlerPorts,
): Handlers<NamesOf<typeof CONTACT_COMMANDS>> {
  return {
    contact: (command) => contact(ports, command),
    block: ({ person }) => block(ports, person),
    unblock: ({ person }) => unblock(ports, person),
    blocked: () => {
      const { blocked } = ports.settings();
      const list = blocked.length === 0 ? 'Nobody is blocked.' : `Blocked: ${blocked.join(', ')}.`;
      ports.notice(list, 'echo');
    },
    history: (command) => history(ports, command),
    servers: (command) => servers(ports, command),
  };
}

async function contact(
  ports: ContactHandlerPorts,
  { action, person, newName }: CommandOf<'contact'>,
): Promise<void> {
  const { contacts, favourites } = ports.settings();
  if (action === 'list') {
    ports.notice(contactList(ports), 'echo');
    return;
  }
  if (person === null || (action === 'rename' && newName === null)) {
    const usage = action === 'rename' ? 'contact rename PERSON NEW' : `contact ${action} PERSON`;
    ports.notice(`A name is missing: ${usage}`, 'error');
    return;
  }
  const isKnown = hasName(contacts, person);
  if (action !== 'add' && !isKnown) {
    ports.notice(`${person} is not among your contacts. contact add ${person} adds them.`, 'warn');
    return;
  }
  const becomes = action === 'rename' ? newName : action === 'add' ? person : null;
  if (isSameName(becomes, ports.account.name)) {
    ports.notice(`${becomes} is you: contacts are other people. Take another name.`, 'warn');
    return;
  }
  switch (action) {
    case 'add':
      await ports.updateSettings({ contacts: withName(contacts, person) });
      ports.notice(`${person} is ${isKnown ? 'already' : 'now'} among your contacts.`, 'echo');
      return;
    case 'remove':
      await ports.updateSettings({
        contacts: withoutName(contacts, person),
        favourites: withoutName(favourites, person),
      });
      ports.notice(`${person} is no longer among your contacts.`, 'echo');
      return;
    case 'rename':
      await rename(ports, person, newName ?? person);
      return;
    case 'favourite': {
      const isFavourite = hasName(favourites, person);
      const changed = isFavourite ? withoutName(favourites, person) : withName(favourites, person);
      await ports.updateSettings({ favourites: changed });
      ports.notice(`${person} is ${isFavourite ? 'no longer' : 'now'} a favourite.`, 'echo');
    }
  }
}

const STORAGE_FAILS =
  'the storage of this device fails. Free some space on it, or start again, and try once more.';

async function rename(ports: ContactHandlerPorts, from: string, to: string): Promise<void> {
  const { contacts, favourites } = ports.settings();
  if (!isSameName(from, to) && hasName(contacts, to)) {
    ports.notice(`${to} is among your contacts already.`, 'warn');
    return;
  }
  await ports.updateSettings({
    contacts: renamed(contacts, from, to),
    favourites: renamed(favourites, from, to),
  });
  try {
    await Promise.all([ports.callHistory.rename(from, to), ports.chatHistory.rename(from, to)]);
  } catch {
    const kept = `calls and what you wrote each other stay under ${from}`;
    ports.notice(`${from} is now ${to} among your contacts; ${kept}: ${STORAGE_FAILS}`, 'warn');
    return;
  }
  ports.notice(
    `${from} is now ${to} among your contacts; calls and what you wrote each other are ${to}'s, too.`,
    'echo',
  );
}

function contactList(ports: ContactHandlerPorts): string {
  const { contacts, favourites } = ports.settings();
  if (contacts.length === 0) return 'You have no contacts yet. contact add NAME adds one.';
  const here = new Map(ports.roster.list().map(({ name, presence }) => [nameKey(name), presence]));
  const isFavourite = (name: string): boolean => hasName(favourites, name);
  const sorted = [...contacts].sort(
    (one, other) =>
      Number(isFavourite(other)) - Number(isFavourite(one)) || one.localeCompare(other),
  );
  const width = Math.max(...sorted.map(({ length }) => length));
  const lines = sorted.map((name) => {
    const presence = here.get(nameKey(name));
    const state = presence === undefined ? 'not here' : presenceWords(presence);
    return `${isFavourite(name) ? '★' : ' '} ${name.padEnd(width)}  ${state}`;
  });
  return ['Your contacts:', ...lines].join('\n');
}

async function block(ports: ContactHandlerPorts, person: string): Promise<void> {
  const { account, call } = ports;
  if (isSameName(person, account.name) || isSameName(person, ECHO_NAME)) {
    ports.notice('That is nobody to be blocked.', 'warn');
    return;
  }
  const { blocked } = await ports.updateSettings({
    blocked: withName(ports.settings().blocked, person),
  });
  if (call.phase.kind !== 'idle' && hasName(blocked, call.phase.peer)) call.hangUp();
  await ports.refreshRoster();
  ports.notice(
    `${person} is blocked: no call, no message and no sign of them. unblock undoes it.`,
    'echo',
  );
}

async function unblock(ports: ContactHandlerPorts, person: string): Promise<void> {
  const { blocked } = ports.settings();
  if (!hasName(blocked, person)) {
    ports.notice(`${person} is not blocked.`, 'warn');
    return;
  }
  await ports.updateSettings({ blocked: withoutName(blocked, person) });
  await ports.refreshRoster();
  ports.notice(`${person} is no longer blocked.`, 'echo');
}

/** A question is answered, also where the device cannot. */
async function history(ports: ContactHandlerPorts, command: CommandOf<'history'>): Promise<void> {
  try {
    await answerHistory(ports, command);
  } catch {
    ports.notice(`The past is not at hand: ${STORAGE_FAILS}`, 'error');
  }
}

async function answerHistory(
  ports: ContactHandlerPorts,
  { action, what, conversation }: CommandOf<'history'>,
): Promise<void> {
  const { callHistory } = ports;
  switch (action) {
    case 'list':
      ports.notice(callList(await callHistory.list()), 'echo');
      return;
    case 'clear':
      await callHistory.clear();
      ports.notice('The list of calls is empty now.', 'echo');
      return;
    case 'remove': {
      const number = /^\d{1,3}$/.test(what ?? '') ? Number(what) : 0;
      const removed = number === 0 ? null : await callHistory.remove(number);
      if (removed === null)
        ports.notice('There is no call of that number. history lists them.', 'warn');
      else ports.notice(`The call with ${removed.peer} is forgotten.`, 'echo');
      return;
    }
    case 'chat':
      await chatHistory(ports, what, conversation);
  }
}

async function chatHistory(
  ports: ContactHandlerPorts,
  what: string | null,
  name: string | null,
): Promise<void> {
  if (what !== 'clear') {
    const isOn = ports.settings().chat_history;
    ports.notice(keptChatText(await ports.chatHistory.list(), isOn, dayTime), 'echo');
    return;
  }
  ports.notice(forgottenChatText(await ports.chatHistory.clear(name), name), 'echo');
}

function callList(calls: Awaited<ReturnType<CallHistory['list']>>): string {
  if (calls.length === 0) return 'There were no calls yet.';
  const lines = calls
    .slice(0, MAX_SHOWN_CALLS)
    .map((call, index) => `${String(index + 1).padStart(3)}  ${loggedCallLine(call)}`);
  const more = calls.length - lines.length;
  if (more > 0) lines.push(`     and ${more} before`);
  return ['Calls, the newest first:', ...lines].join('\n');
}

async function servers(
  ports: ContactHandlerPorts,
  { action, url }: CommandOf<'servers'>,
): Promise<void> {
  const { servers: known } = ports.settings();
  if (action === 'remove') {
    if (url === null || !known.includes(url)) {
      ports.notice('Say which: servers remove URL. servers lists them.', 'warn');
      return;
    }
    await ports.updateSettings({ servers: known.filter((each) => each !== url) });
    ports.notice(`${url} is forgotten.`, 'echo');
    return;
  }
  const list = known.map((each) => `  ${each}`);
  const text =
    known.length === 0
      ? 'No server is remembered yet. login --server URL signs in to one.'
      : [
          'Servers you signed in to, the latest first (login --server completes them):',
          ...list,
        ].join('\n');
  ports.notice(text, 'echo');
}
