import type { Push, PushName, PushOf } from '../protocol/events';

type Session = 'call' | 'room';

/**
 * Which session takes each of the server's pushes about calls and rooms, in every client; `null`:
 * neither, as chat, the signalling client and programs that embed the server have their own takers.
 */
const SESSION_OF = {
  'call:incoming': 'call',
  'call:ringing': 'call',
  'call:accepted': 'call',
  'call:signal': 'call',
  'call:ended': 'call',
  'call:missed': 'call',
  'call:interrupted': 'call',
  'call:resumed': 'call',
  'room:joined': 'room',
  'room:left': 'room',
  'room:away': 'room',
  'room:back': 'room',
  'room:changed': 'room',
  'room:closed': 'room',
  'room:signal': 'room',
  'room:message': null,
  'room:ticket': null,
  'room:described': null,
  'room:event': null,
} as const satisfies Record<Extract<PushName, `${Session}:${string}`>, Session | null>;

type SessionOf = typeof SESSION_OF;
type NamesOf<S extends Session> = {
  [K in keyof SessionOf]: SessionOf[K] extends S ? K : never;
}[keyof SessionOf];

/** What the server says about calls. */
export type CallPush = PushOf<NamesOf<'call'>>;
/** What it says about the room that the local user is in, chat left out. */
export type RoomPush = PushOf<NamesOf<'room'>>;

export function isCallPush(push: Push): push is CallPush {
  return sessionOf(push.name) === 'call';
}

export function isRoomPush(push: Push): push is RoomPush {
  return sessionOf(push.name) === 'room';
}

function sessionOf(name: PushName): Session | null {
  return (SESSION_OF as Partial<Record<PushName, Session | null>>)[name] ?? null;
}
