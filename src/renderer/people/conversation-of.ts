import type { Conversation } from '../../shared/people/chat-log';
import { ECHO_NAME } from '../../shared/protocol/messages';

/** What of a line says where it belongs. */
export interface PlacedLine {
  readonly from: string;
  /** `null`: to everybody, or to everybody in the room. */
  readonly to: string | null;
  readonly isInRoom: boolean;
  readonly isMine: boolean;
}

/**
 * The conversation that a line belongs to; `null`: it is kept nowhere. `room`: the slug of the room
 * that the local user is in, if any.
 */
export function conversationOf(line: PlacedLine, room: string | null): Conversation | null {
  if (line.isInRoom) return room === null ? null : { kind: 'room', name: room };
  if (line.to === null) return null;
  return conversationWith(line.isMine ? line.to : line.from);
}

/** The private one with somebody; `null`: with echo there is none. */
export function conversationWith(name: string): Conversation | null {
  return name === ECHO_NAME ? null : { kind: 'person', name };
}
