import { isVouchedFor } from '../identity/room-key';
import type { PublicKey } from '../protocol/fields';
import type { RoomEntry, RoomInfo, RoomMember } from '../protocol/room-messages';
import type { KeptRoom } from './kept-stay';

/** Everybody is connected with everybody: more than that is too much for most lines. */
export const MESH_LIMIT = 8;

/** The room that the local user is in. */
export interface JoinedRoom {
  readonly info: RoomInfo;
  readonly you: RoomMember;
  /** Everybody, the local user included, longest there first. */
  readonly members: readonly RoomMember[];
  /** Those who were there before the local user, whose end makes the connections with them. */
  readonly earlier: ReadonlySet<string>;
  readonly sinceMs: number;
  /**
   * The public half of what the password makes, as the local end has made it, whatever the server
   * says; `null`: entered without one.
   */
  readonly roomKey: PublicKey | null;
  /**
   * Ids of the members who have not shown that they know the password, among them perhaps the local
   * user. Each of them may be the server's own.
   */
  readonly strangers: ReadonlySet<string>;
}

/** Somebody to be connected with. */
export interface MeshPartner {
  readonly id: string;
  /** Whether the local end makes the connection: whoever came later does, unless one is plain. */
  readonly isInitiator: boolean;
  /** Their program is not WebCRT: it waits to be offered something, whoever came later. */
  readonly isPlain: boolean;
}

/** The room as it is right after going in. */
export function enterRoom(
  { room, you, members }: RoomEntry,
  nowMs: number,
  roomKey: PublicKey | null = null,
): JoinedRoom {
  return judged({
    info: room,
    you,
    members: [...members, you],
    earlier: new Set(members.map(({ id }) => id)),
    sinceMs: nowMs,
    roomKey,
  });
}

/**
 * With those who are strangers now. Whoever was none before stays none: an id stands for one stay
 * of one key.
 */
function judged(
  room: Omit<JoinedRoom, 'strangers'>,
  before?: Pick<JoinedRoom, 'members' | 'strangers'>,
): JoinedRoom {
  const { roomKey, info, members } = room;
  if (roomKey === null) return { ...room, strangers: new Set() };
  const known = new Set(before?.members.map(({ id }) => id));
  const strangers = members.filter((member) => {
    const isKnown = known.has(member.id) && before?.strangers.has(member.id) === false;
    return !isKnown && !isVouchedFor(roomKey, info.slug, member);
  });
  return { ...room, strangers: new Set(strangers.map(({ id }) => id)) };
}

/**
 * The room as the server has it, after a break: whoever is new came later. Of another room or
 * another stay there, `null`. `isMadeAgain`: the server was restarted, and whoever is not back
 * yet is away.
 */
export function resumeRoom(
  before: JoinedRoom,
  entry: RoomEntry,
  isMadeAgain: boolean,
): JoinedRoom | null {
  // Ids are never used again; a slug may have been taken by somebody else meanwhile.
  if (entry.you.id !== before.you.id) return null;
  const now = new Map([...entry.members, entry.you].map((member) => [member.id, member]));
  const stayed = before.members.flatMap((member) => {
    const away = isMadeAgain ? { ...member, isAway: true } : [];
    const current = now.get(member.id);
    return current === undefined ? away : withKeyOf(member, current);
  });
  const known = new Set(before.members.map(({ id }) => id));
  const came = entry.members.filter(({ id }) => !known.has(id));
  const members = [...stayed, ...came];
  return judged({ ...before, info: entry.room, you: entry.you, members }, before);
}

/** The key of a member, as the server said it first; `null`: they have none. */
export function keyOf(
  { members }: Pick<JoinedRoom, 'members'>,
  memberId: string,
): PublicKey | null {
  return members.find(({ id }) => id === memberId)?.key ?? null;
}

/**
 * The id of a member stands for one stay, and that for one key: what the server says of it later
 * changes nothing.
 */
function withKeyOf({ key }: Pick<RoomMember, 'key'>, member: RoomMember): RoomMember {
  return { ...member, key };
}

/** The room as the server has it, for the page that takes the place of one that crashed in it. */
export function restoreRoom(
  entry: RoomEntry,
  { order, earlier, links, roomKey }: Pick<KeptRoom, 'order' | 'earlier' | 'links' | 'roomKey'>,
  nowMs: number,
): JoinedRoom {
  const { room, you } = entry;
  // Whoever is not in the order came last.
  const placeOf = ({ id }: RoomMember): number =>
    order.includes(id) ? order.indexOf(id) : Infinity;
  const kept = new Map(links.map(({ id, key }) => [id, { key: key ?? undefined }]));
  const members = [...entry.members, you]
    .map((member) => withKeyOf(kept.get(member.id) ?? member, member))
    .sort((one, other) => compare(placeOf(one), placeOf(other)));
  return judged({ info: room, you, members, earlier: new Set(earlier), sinceMs: nowMs, roomKey });
}

function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

/** Somebody came in, or came back to a room that was made again. */
export function addMember(room: JoinedRoom, member: RoomMember): JoinedRoom {
  if (room.members.some(({ id }) => id === member.id)) {
    const members = room.members.map((each) =>
      each.id === member.id ? withKeyOf(each, member) : each,
    );
    return judged({ ...room, members }, room);
  }
  return judged({ ...room, members: [...room.members, member] }, room);
}

export function removeMember(room: JoinedRoom, memberId: string): JoinedRoom {
  const members = room.members.filter(({ id }) => id !== memberId);
  return members.length === room.members.length ? room : { ...room, members };
}

export function setAway(room: JoinedRoom, memberId: string, isAway: boolean): JoinedRoom {
  const members = room.members.map((each) => (each.id === memberId ? { ...each, isAway } : each));
  return { ...room, members };
}

/**
 * Those who are seen and heard: both ends have to be among the first MESH_LIMIT of those who are no
 * strangers.
 */
export function meshPartners(room: JoinedRoom): MeshPartner[] {
  const { you, earlier } = room;
  const first = withoutStrangers(room).slice(0, MESH_LIMIT);
  if (!first.some(({ id }) => id === you.id)) return [];
  return first
    .filter(({ id }) => id !== you.id)
    .map(({ id, via }) => {
      const isPlain = via !== undefined;
      return { id, isInitiator: isPlain || earlier.has(id), isPlain };
    });
}

/** Everybody, the local user included, whom the others have something to do with. */
export function withoutStrangers({
  members,
  strangers,
}: Pick<JoinedRoom, 'members' | 'strangers'>): readonly RoomMember[] {
  return members.filter(({ id }) => !strangers.has(id));
}

/** Members without picture and sound, as there are too many. */
export function countOutsideMesh(room: JoinedRoom): number {
  return Math.max(0, withoutStrangers(room).length - MESH_LIMIT);
}
