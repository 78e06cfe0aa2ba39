import type { SignallingState } from '../../shared/signalling/signalling-api';
import { SELF_TILE } from '../ui/participant-tiles';
import type { AppContext } from './app-context';
import { deliver, pushTakers } from './push-takers';
import { reportStatus } from './report-status';

type ServerContext = Pick<
  AppContext,
  'store' | 'host' | 'settings' | 'roster' | 'people' | 'stage' | 'windowState' | 'server'
> &
  SignallingContext;

/** What the server says, and how the connection to it is, goes to all whom it concerns. */
export function wireServer(context: ServerContext): void {
  const { store, host, account, stage, windowState, people } = context;
  store.defer(
    host.signalling.onState((state) => {
      handleState(context, state);
    }),
  );
  const takers = pushTakers(context);
  store.defer(
    host.signalling.onPush((push) => {
      deliver(takers, push, people.blocks);
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
