import type { RoomMember } from '../../../shared/protocol/room-messages';

// Pages that speak these messages compare ids to decide who gives way when two offer at once: the
// one whose id sorts first. So what an id begins with says who that is.

const OWN = 'm';
/** To this one the client gives way. */
const GIVES_WAY_TO = 'z';
/** This one gives way to the client. */
const GIVES_WAY = 'a';

/** The id by which a client knows itself. */
export function ownChatId(connectionId: string): string {
  return OWN + connectionId;
}

/**
 * The id by which a client knows somebody: WebCRT's own clients never give way, others do to
 * whoever was there before them.
 */
export function chatIdOf({ id, via }: Pick<RoomMember, 'id' | 'via'>, isEarlier: boolean): string {
  return (via === undefined || isEarlier ? GIVES_WAY_TO : GIVES_WAY) + id;
}

/** The member's own id, whatever it begins with. */
export function memberIdOf(chatId: string): string {
  return chatId.slice(1);
}
