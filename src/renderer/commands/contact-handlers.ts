import { peerOfPhase } from '../../shared/call/call-phase';
import type { CONTACT_COMMANDS } from '../../shared/commands/areas/contact-commands';
import type { CommandOf } from '../../shared/commands/definitions';
import type { Settings } from '../../shared/config/settings';
import { hasName, renamed, withName, withoutName } from '../../shared/people/name-list';
import { isSuspicious } from '../../shared/identity/trust';
import type { PublicKey } from '../../shared/protocol/fields';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName, nameKey } from '../../shared/text/sanitise';
import type { Account } from '../chat/account';
import type { Roster } from '../chat/roster';
import type { CallHistory } from '../people/call-history';
import type { ChatHistory } from '../people/chat-history';
import type { KeptIdentities } from '../people/kept-identities';
import { forgottenChatText, keptChatText } from '../text/chat-history-lines';
import {
  type ContactFacts,
  blockedList,
  blockedSentence,
  callForgottenSentence,
  callList,
  CALLS_FORGOTTEN,
  contactAddedSentence,
  contactExistsSentence,
  contactIsYouSentence,
  contactList,
  contactRemovedSentence,
  favouriteSentence,
  keyForgottenSentence,
  nameMissingSentence,
  noContactSentence,
  NO_HISTORY,
  NO_SUCH_CALL,
  NOT_TO_BLOCK,
  notBlockedSentence,
  renamedInPartSentence,
  renamedSentence,
  SAY_WHICH_SERVER,
  serverForgottenSentence,
  serverList,
  unblockedSentence,
} from '../text/contact-sentences';
import { otherKeySentence } from '../text/identity-sentences';
import { dayTime } from '../text/people-lines';
import type { CallVerbs } from './call-handlers';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface ContactHandlerPorts extends NoticePort {
  readonly account: Account;
  readonly roster: Roster;
  readonly call: Pick<CallVerbs, 'phase' | 'hangUp'>;
  readonly callHistory: CallHistory;
  readonly chatHistory: ChatHistory;
  readonly identities: Pick<KeptIdentities, 'trustOf' | 'see' | 'forget' | 'rename'>;
  /** Of somebody who is here; `null`: none. `undefined`: they are not known to be here. */
  keyOf(name: string): PublicKey | null | undefined;
  settings(): Settings;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
  /** Asks the server again who is here. */
  refreshRoster(): Promise<void>;
}

/** The commands of whom one knows, and of what was. */
export function contactHandlers(
  ports: ContactHandlerPorts,
): Handlers<NamesOf<typeof CONTACT_COMMANDS>> {
  return {
    contact: (command) => contact(ports, command),
    block: ({ person }) => block(ports, person),
    unblock: ({ person }) => unblock(ports, person),
    blocked: () => {
      ports.notice(blockedList(ports.settings().blocked), 'echo');
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
    ports.notice(contactList(sortedContacts(ports)), 'echo');
    return;
  }
  if (person === null || (action === 'rename' && newName === null)) {
    ports.notice(nameMissingSentence(action), 'error');
    return;
  }
  if (action === 'forget') {
    const wasKnown = await ports.identities.forget(person);
    ports.notice(keyForgottenSentence(person, wasKnown), wasKnown ? 'echo' : 'warn');
    return;
  }
  const isKnown = hasName(contacts, person);
  if (action !== 'add' && !isKnown) {
    ports.notice(noContactSentence(person), 'warn');
    return;
  }
  const becomes = action === 'rename' ? newName : action === 'add' ? person : null;
  if (becomes !== null && isSameName(becomes, ports.account.name)) {
    ports.notice(contactIsYouSentence(becomes), 'warn');
    return;
  }
  switch (action) {
    case 'add':
      await ports.updateSettings({ contacts: withName(contacts, person) });
      ports.notice(contactAddedSentence(person, isKnown), 'echo');
      await learnKey(ports, person);
      return;
    case 'remove':
      await ports.updateSettings({
        contacts: withoutName(contacts, person),
        favourites: withoutName(favourites, person),
      });
      ports.notice(contactRemovedSentence(person), 'echo');
      return;
    case 'rename':
      await rename(ports, person, newName ?? person);
      return;
    case 'favourite': {
      const isFavourite = hasName(favourites, person);
      const changed = isFavourite ? withoutName(favourites, person) : withName(favourites, person);
      await ports.updateSettings({ favourites: changed });
      ports.notice(favouriteSentence(person, !isFavourite), 'echo');
    }
  }
}

/** A contact is a key, where they are here to show it. */
async function learnKey(ports: ContactHandlerPorts, person: string): Promise<void> {
  const key = ports.keyOf(person);
  if (key === undefined) return;
  if (isSuspicious(ports.identities.trustOf(person, key))) {
    ports.notice(otherKeySentence(person), 'warn');
  } else if (key !== null) await ports.identities.see(person, key);
}

async function rename(ports: ContactHandlerPorts, from: string, to: string): Promise<void> {
  const { contacts, favourites } = ports.settings();
  if (!isSameName(from, to) && hasName(contacts, to)) {
    ports.notice(contactExistsSentence(to), 'warn');
    return;
  }
  await ports.updateSettings({
    contacts: renamed(contacts, from, to),
    favourites: renamed(favourites, from, to),
  });
  try {
    await Promise.all([
      ports.callHistory.rename(from, to),
      ports.chatHistory.rename(from, to),
      ports.identities.rename(from, to),
    ]);
  } catch {
    ports.notice(renamedInPartSentence(from, to), 'warn');
    return;
  }
  ports.notice(renamedSentence(from, to), 'echo');
}

/** Favourites first, each by the alphabet. */
function sortedContacts(ports: ContactHandlerPorts): readonly ContactFacts[] {
  const { contacts, favourites } = ports.settings();
  const here = new Map(ports.roster.list().map(({ name, presence }) => [nameKey(name), presence]));
  return contacts
    .map((name) => ({
      name,
      isFavourite: hasName(favourites, name),
      presence: here.get(nameKey(name)) ?? null,
    }))
    .sort(
      (one, other) =>
        Number(other.isFavourite) - Number(one.isFavourite) || one.name.localeCompare(other.name),
    );
}

async function block(ports: ContactHandlerPorts, person: string): Promise<void> {
  const { account, call } = ports;
  if (isSameName(person, account.name) || isSameName(person, ECHO_NAME)) {
    ports.notice(NOT_TO_BLOCK, 'warn');
    return;
  }
  const { blocked } = await ports.updateSettings({
    blocked: withName(ports.settings().blocked, person),
  });
  const peer = peerOfPhase(call.phase);
  if (peer !== null && hasName(blocked, peer)) call.hangUp();
  await ports.refreshRoster();
  ports.notice(blockedSentence(person), 'echo');
}

async function unblock(ports: ContactHandlerPorts, person: string): Promise<void> {
  const { blocked } = ports.settings();
  if (!hasName(blocked, person)) {
    ports.notice(notBlockedSentence(person), 'warn');
    return;
  }
  await ports.updateSettings({ blocked: withoutName(blocked, person) });
  await ports.refreshRoster();
  ports.notice(unblockedSentence(person), 'echo');
}

/** A question is answered, also where the device cannot. */
async function history(ports: ContactHandlerPorts, command: CommandOf<'history'>): Promise<void> {
  try {
    await answerHistory(ports, command);
  } catch {
    ports.notice(NO_HISTORY, 'error');
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
      ports.notice(CALLS_FORGOTTEN, 'echo');
      return;
    case 'remove': {
      const number = /^\d{1,3}$/.test(what ?? '') ? Number(what) : 0;
      const removed = number === 0 ? null : await callHistory.remove(number);
      if (removed === null) ports.notice(NO_SUCH_CALL, 'warn');
      else ports.notice(callForgottenSentence(removed.peer), 'echo');
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

async function servers(
  ports: ContactHandlerPorts,
  { action, url }: CommandOf<'servers'>,
): Promise<void> {
  const { servers: known } = ports.settings();
  if (action === 'remove') {
    if (url === null || !known.includes(url)) {
      ports.notice(SAY_WHICH_SERVER, 'warn');
      return;
    }
    await ports.updateSettings({ servers: known.filter((each) => each !== url) });
    ports.notice(serverForgottenSentence(url), 'echo');
    return;
  }
  ports.notice(serverList(known), 'echo');
}
