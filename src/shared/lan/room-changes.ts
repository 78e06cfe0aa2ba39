import type { Push } from '../protocol/events';
import type { RoomEntry, RoomMember } from '../protocol/room-messages';

/** What is told of a room whose host is not heard for now: of the others nothing is known. */
export function pushesWhileLost({ members }: RoomEntry): readonly Push[] {
  return members
    .filter(({ isAway }) => !isAway)
    .map(({ id }) => ({ name: 'room:away', payload: { member: id } }));
}

/**
 * What happened between two looks at the same stay in a room; of everybody who is there again or
 * still it is told, as all of them were away in between.
 */
export function pushesBetween(before: RoomEntry, now: RoomEntry): readonly Push[] {
  const stayed = new Set(now.members.map(({ id }) => id));
  const known = new Set(before.members.map(({ id }) => id));
  const left = before.members.filter(({ id }) => !stayed.has(id));
  return [
    ...left.map(({ id }): Push => ({ name: 'room:left', payload: { member: id, reason: 'lost' } })),
    ...now.members.map((member) => pushOf(member, known.has(member.id))),
    { name: 'room:changed', payload: { room: now.room } },
  ];
}

function pushOf(member: RoomMember, isKnown: boolean): Push {
  if (!isKnown) return { name: 'room:joined', payload: { member } };
  return { name: member.isAway ? 'room:away' : 'room:back', payload: { member: member.id } };
}

/** The stay after a push of it. */
export function afterPush(entry: RoomEntry, push: Push): RoomEntry {
  if (push.name === 'room:changed') return { ...entry, room: push.payload.room };
  if (push.name === 'room:joined') {
    const { member } = push.payload;
    const others = without(entry, member.id);
    return { ...others, members: [...others.members, member] };
  }
  if (push.name === 'room:left') return without(entry, push.payload.member);
  if (push.name === 'room:away' || push.name === 'room:back') {
    return withMember(entry, push.payload.member, { isAway: push.name === 'room:away' });
  }
  if (push.name !== 'room:described') return entry;
  const { member, description } = push.payload;
  return withMember(entry, member, { description });
}

function without(entry: RoomEntry, id: string): RoomEntry {
  return { ...entry, members: entry.members.filter((each) => each.id !== id) };
}

function withMember(entry: RoomEntry, id: string, change: Partial<RoomMember>): RoomEntry {
  const members = entry.members.map((each) => (each.id === id ? { ...each, ...change } : each));
  return { ...entry, members };
}
