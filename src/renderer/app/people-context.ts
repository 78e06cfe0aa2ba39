import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { BlockList } from '../people/block-list';
import { CallHistory } from '../people/call-history';
import { ChatHistory } from '../people/chat-history';
import { KeptIdentities } from '../people/kept-identities';
import { KeptPresence } from '../people/kept-presence';
import { OwnDevices } from '../people/own-devices';
import { OwnerKeys } from '../people/owner-keys';
import { PresenceTimer } from '../people/presence-timer';
import { AVAILABLE_AGAIN } from '../text/presence-sentences';
import { PAST_NOT_KEPT } from '../text/stay-sentences';
import type { AppContext } from './app-context';

/**
 * What is kept of other people: who is blocked, past calls and lines, whom the user knows by their
 * keys, and the user's own presence.
 */
export interface PeopleContext {
  readonly blocks: BlockList;
  readonly callHistory: CallHistory;
  readonly chatHistory: ChatHistory;
  readonly ownerKeys: OwnerKeys;
  /** Whom the user knows by their keys. */
  readonly identities: KeptIdentities;
  readonly ownDevices: OwnDevices;
  readonly presenceTimer: PresenceTimer;
  readonly keptPresence: KeptPresence;
}

type KeepingContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'machine'
  | 'identity'
  | 'settings'
  | 'account'
  | 'roster'
  | 'announcer'
  | 'windowState'
  | 'server'
>;

/** Makes them; `context` is asked only later. */
export function createPeople(context: KeepingContext, logger: Logger): PeopleContext {
  const store = context.machine.openStore((error) => {
    logger.log('warn', 'The storage cannot be opened', { error: String(error) });
    // Where not even settings are kept, that has been said already, of all.
    if (context.host.settings.isKept) context.announcer.tell(PAST_NOT_KEPT, 'warn');
  });
  const keptPresence = new KeptPresence(store);
  // Not the one that the settings name: that may be another by now.
  const signedInTo = (): string | null => {
    const { state } = context.account;
    return state.kind === 'signed-in' ? state.server : null;
  };
  return {
    blocks: new BlockList({
      blocked: () => context.settings.current.blocked,
      sayRinging: (callId) => void context.host.signalling.request('call:ringing', { callId }),
      ignore: (callId) => void context.host.signalling.request('call:ignore', { callId }),
    }),
    callHistory: new CallHistory(store),
    chatHistory: new ChatHistory({
      store,
      keeper: () => {
        const { name } = context.account;
        return name === null ? null : { server: context.server(), name };
      },
      isOn: () => context.settings.current.chat_history,
      logger,
    }),
    ownerKeys: new OwnerKeys({ store, server: signedInTo, logger }),
    identities: context.store.add(
      new KeptIdentities({ store, server: () => context.account.server, logger }),
    ),
    keptPresence,
    ownDevices: new OwnDevices({
      request: (name, payload) => context.host.signalling.request(name, payload),
      signer: () => context.identity.signer,
      name: () => context.account.name,
      find: (name) => context.roster.find(name),
      clock: SYSTEM_CLOCK,
    }),
    presenceTimer: context.store.add(
      new PresenceTimer({
        set: (presence) => {
          void context.account.setPresence(presence);
          context.announcer.tell(AVAILABLE_AGAIN, 'info');
        },
        handleUntil: (presenceUntilMs) => {
          context.windowState.update({ presenceUntilMs });
          const { presence } = context.account;
          const timed = presenceUntilMs === null ? null : { presence, untilMs: presenceUntilMs };
          keptPresence.save(timed).catch((error: unknown) => {
            logger.log('warn', 'The presence is not kept', { error: String(error) });
          });
        },
        clock: SYSTEM_CLOCK,
      }),
    ),
  };
}
