import type { CommandPorts } from '../commands/command-runner';
import type { AppContext } from './app-context';
import { keyOfPerson } from './key-of-person';
import { choosePresence } from './wire-people';

type PeopleVerbsContext = Pick<
  AppContext,
  | 'account'
  | 'identity'
  | 'roster'
  | 'rosterWatch'
  | 'lookup'
  | 'chat'
  | 'call'
  | 'verifications'
  | 'people'
  | 'usualName'
> &
  Parameters<typeof choosePresence>[0] &
  Parameters<typeof keyOfPerson>[0];

/** What commands may ask about people: who the local user is, whom they know, and who is here. */
export function peopleVerbs(
  context: PeopleVerbsContext,
): Pick<
  CommandPorts,
  | 'account'
  | 'identity'
  | 'roster'
  | 'chat'
  | 'verifications'
  | 'localKey'
  | 'callHistory'
  | 'chatHistory'
  | 'identities'
  | 'ownDevices'
  | 'keyOf'
  | 'lookup'
  | 'refreshRoster'
  | 'choosePresence'
  | 'usualName'
> {
  const { account, identity, roster, chat, verifications, lookup } = context;
  const { callHistory, chatHistory, identities, ownDevices } = context.people;
  return {
    account,
    identity,
    roster,
    chat,
    verifications,
    lookup,
    callHistory,
    chatHistory,
    identities,
    ownDevices,
    localKey: () => Promise.resolve(identity.publicKey),
    keyOf: (name) => keyOfPerson(context, name),
    refreshRoster: () => context.rosterWatch.refresh(),
    choosePresence: (presence, durationMs) => choosePresence(context, presence, durationMs),
    usualName: () => context.usualName,
  };
}
