import {
  type CallPush,
  isCallPush,
  isRoomPush,
  type RoomPush,
} from '../../shared/call/session-pushes';
import type { Push, PushName, PushOf } from '../../shared/protocol/events';
import type { BlockList } from '../people/block-list';

type OtherName = Exclude<PushName, (CallPush | RoomPush)['name']>;

/** For each push of the server whoever takes it: nobody else hears of it. */
export interface PushTakers {
  readonly call: Taker<CallPush>;
  readonly room: Taker<RoomPush>;
  readonly others: { readonly [K in OtherName]: (push: PushOf<K>) => void };
}

interface Taker<P extends Push> {
  handlePush(push: P): void;
}

export interface TakerParts {
  readonly roster: Taker<PushOf<'people:changed'>>;
  readonly rosterWatch: Taker<PushOf<'people:changed'>>;
  readonly chat: Taker<PushOf<'chat:message' | 'room:message'>>;
  readonly call: Taker<CallPush>;
  readonly room: Taker<RoomPush>;
  readonly broadcast: Taker<PushOf<'broadcast:ended'>>;
}

export function pushTakers(parts: TakerParts): PushTakers {
  const { roster, rosterWatch, chat, call, room, broadcast } = parts;
  const toChat = to(chat);
  const others: PushTakers['others'] = {
    'people:changed': (push) => {
      roster.handlePush(push);
      // After the roster: it may ask for all of it again.
      rosterWatch.handlePush(push);
    },
    'chat:message': toChat,
    'room:message': toChat,
    'broadcast:ended': to(broadcast),
    // The signalling client keeps the one, and acts on the other.
    'room:ticket': toNobody,
    'server:stopping': toNobody,
    // For programs that embed the server, whose clients are not this window.
    'room:described': toNobody,
    'room:event': toNobody,
  };
  return { call, room, others };
}

/** Hands `push` to whoever takes it, unless it is of somebody who is blocked. */
export function deliver(takers: PushTakers, push: Push, blocks: Pick<BlockList, 'takes'>): void {
  if (blocks.takes(push)) return;
  if (isCallPush(push)) takers.call.handlePush(push);
  else if (isRoomPush(push)) takers.room.handlePush(push);
  else take(takers.others, push);
}

function take<K extends OtherName>(
  others: PushTakers['others'],
  push: PushOf<K> & { readonly name: K },
): void {
  others[push.name](push);
}

function to<P extends Push>(taker: Taker<P>): (push: P) => void {
  return (push) => {
    taker.handlePush(push);
  };
}

function toNobody(): void {
  // Nothing of it is shown.
}
