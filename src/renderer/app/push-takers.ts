import type { Push, PushName, PushOf } from '../../shared/protocol/events';
import type { CallPush } from '../call/call-session';
import type { RoomPush } from '../call/room-session';
import type { BlockList } from '../people/block-list';

/** For each push of the server whoever takes it: nobody else hears of it. */
export type PushTakers = { readonly [K in PushName]: (push: PushOf<K>) => void };

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
  const toCall = to(call);
  const toRoom = to(room);
  return {
    'people:changed': (push) => {
      roster.handlePush(push);
      // After the roster: it may ask for all of it again.
      rosterWatch.handlePush(push);
    },
    'chat:message': toChat,
    'room:message': toChat,
    'call:incoming': toCall,
    'call:ringing': toCall,
    'call:accepted': toCall,
    'call:signal': toCall,
    'call:ended': toCall,
    'call:missed': toCall,
    'call:interrupted': toCall,
    'call:resumed': toCall,
    'room:joined': toRoom,
    'room:left': toRoom,
    'room:away': toRoom,
    'room:back': toRoom,
    'room:changed': toRoom,
    'room:closed': toRoom,
    'room:signal': toRoom,
    'broadcast:ended': to(broadcast),
    // The signalling client keeps the one, and acts on the other.
    'room:ticket': toNobody,
    'server:stopping': toNobody,
    // For programs that embed the server, whose clients are not this window.
    'room:described': toNobody,
    'room:event': toNobody,
  };
}

/** Hands `push` to whoever takes it, unless it is of somebody who is blocked. */
export function deliver(takers: PushTakers, push: Push, blocks: Pick<BlockList, 'takes'>): void {
  if (!blocks.takes(push)) take(takers, push);
}

function take<K extends PushName>(takers: PushTakers, push: PushOf<K> & { name: K }): void {
  takers[push.name](push);
}

function to<P extends Push>(taker: Taker<P>): (push: P) => void {
  return (push) => {
    taker.handlePush(push);
  };
}

function toNobody(): void {
  // Nothing of it is shown.
}
