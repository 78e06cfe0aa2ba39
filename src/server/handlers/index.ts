import { agree, startBroadcast, stopBroadcast, takeFrame } from './broadcast';
import { accept, decline, hangUp, ignore, invite, ringing } from './call';
import { say, tell } from './chat';
import { linkDevice, listDevices, removeDevice } from './device';
import type { Handlers } from './handler';
import { listPeople, setPresence, watchPeople } from './people';
import {
  createRoom,
  joinRoom,
  kick,
  leaveRoom,
  listRooms,
  roomDoor,
  setRoom,
  stopRoom,
} from './room';
import { describeMember, roomSignal, sayInRoom, sendEvent } from './room-talk';
import { signIn, signOut } from './session';
import { signal } from './signal';
import { turnCredentials } from './turn';

/** Who answers what. The type sees to it that every request of the protocol has its handler. */
export const HANDLERS: Handlers = {
  'session:sign-in': signIn,
  'session:sign-out': signOut,
  'device:link': linkDevice,
  'device:list': listDevices,
  'device:remove': removeDevice,
  'presence:set': setPresence,
  'people:watch': watchPeople,
  'people:list': listPeople,
  'chat:say': say,
  'chat:tell': tell,
  'call:invite': invite,
  'call:ringing': ringing,
  'call:accept': accept,
  'call:decline': decline,
  'call:ignore': ignore,
  'call:hang-up': hangUp,
  'call:signal': signal,
  'turn:credentials': turnCredentials,
  'room:create': createRoom,
  'room:door': roomDoor,
  'room:join': joinRoom,
  'room:leave': leaveRoom,
  'room:list': listRooms,
  'room:set': setRoom,
  'room:kick': kick,
  'room:stop': stopRoom,
  'room:signal': roomSignal,
  'room:say': sayInRoom,
  'room:describe': describeMember,
  'room:event': sendEvent,
  'broadcast:agree': agree,
  'broadcast:start': startBroadcast,
  'broadcast:frame': takeFrame,
  'broadcast:stop': stopBroadcast,
};
