import type { RateLimitName } from '../../shared/protocol/limits';
import type { RequestName } from '../../shared/protocol/events';
import type { RefusalReason } from '../../shared/protocol/reasons';
import { type MemberHandler, refuse } from './handler';

// The words are agreed; this server has no rooms yet, and says so in them.

function refuseAll<K extends RequestName>(
  limit: RateLimitName,
  reason: RefusalReason,
): MemberHandler<K> {
  return {
    kind: 'member',
    limit,
    handle(_context, _payload, answer) {
      answer(refuse(reason));
    },
  };
}

export const listRooms: MemberHandler<'room:list'> = {
  kind: 'member',
  limit: 'other',
  handle(_context, _payload, answer) {
    answer({ ok: true, rooms: [] });
  },
};
export const createRoom = refuseAll<'room:create'>('room', 'too-many-rooms');
export const joinRoom = refuseAll<'room:join'>('room', 'room-refused');
export const leaveRoom = refuseAll<'room:leave'>('other', 'not-in-room');
export const setRoom = refuseAll<'room:set'>('other', 'not-in-room');
export const kick = refuseAll<'room:kick'>('other', 'not-in-room');
export const stopRoom = refuseAll<'room:stop'>('other', 'not-in-room');
export const roomSignal = refuseAll<'room:signal'>('roomSignal', 'not-in-room');
export const sayInRoom = refuseAll<'room:say'>('chat', 'not-in-room');
export const describeMember = refuseAll<'room:describe'>('event', 'not-in-room');
export const sendEvent = refuseAll<'room:event'>('event', 'not-in-room');
