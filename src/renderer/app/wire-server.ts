import type { SignallingState } from '../../shared/signalling/signalling-api';
import type { BlockList } from '../people/block-list';
import { VerifiedOnly } from '../people/verified-only';
import { SELF_TILE } from '../ui/participant-tiles';
import type { AppContext } from './app-context';
import { deliver, pushTakers } from './push-takers';
import { reportStatus } from './report-status';

type ServerContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'settings'
  | 'roster'
  | 'people'
  | 'stage'
  | 'windowState'
  | 'server'
  | 'isKiosk'
  | 'broadcast'
> &
  SignallingContext;

/** What the server says, and how the connection to it is, goes to all whom it concerns. */
export function wireServer(context: ServerContext): void {
  const { store, host, account, stage, windowState } = context;
  store.defer(
    host.signalling.onState((state) => {
      handleState(context, state);
    }),
  );
  const takers = pushTakers(context);
  const gate = callGate(context);
  store.defer(
    host.signalling.onPush((push) => {
      deliver(takers, push, gate);
    }),
  );
  store.add(
    account.onChange(() => {
      const { state: signalling, name, presence } = account;
      stage.setName(SELF_TILE, name ?? 'you');
      windowState.update({ signalling, name, presence, server: context.server() });
      reportStatus(context);
    }),
  );
}

/**
 * What never gets through to this window: all of those who are blocked, what a device says to
 * another, and in a kiosk calls of whom is not verified.
 */
function callGate({
  people,
  host,
  isKiosk,
}: Pick<AppContext, 'people' | 'host' | 'isKiosk'>): Pick<BlockList, 'takes'> {
  const { blocks, identities, ownDevices } = people;
  const verifiedOnly = new VerifiedOnly({
    trustOf: (name, key) => identities.trustOf(name, key),
    sayRinging: (callId) => void host.signalling.request('call:ringing', { callId }),
    ignore: (callId) => void host.signalling.request('call:ignore', { callId }),
  });
  return {
    takes: (push) =>
      blocks.takes(push) || ownDevices.takes(push) || (isKiosk && verifiedOnly.takes(push)),
  };
}

type SignallingContext = Pick<
  AppContext,
  'room' | 'knownRooms' | 'account' | 'rosterWatch' | 'chat' | 'call' | 'announcer'
>;

function handleState(context: SignallingContext, state: SignallingState): void {
  const { account, announcer, call, room, knownRooms, rosterWatch, chat } = context;
  account.handleState(state);
  announcer.handleSignalling(state);
  call.handleSignallingState(state);
  room.handleSignallingState(state);
  // After the room: it asks to be let in again before a line is said in it.
  chat.handleState(state);
  rosterWatch.handleState(state);
  if (state.kind === 'signed-in') void room.list();
  if (state.kind === 'signed-out') knownRooms.clear();
}
