import { describe, expect, it } from 'vitest';
import {
  addMember,
  enterRoom,
  type JoinedRoom,
  keyOf,
  meshPartners,
  restoreRoom,
  resumeRoom,
} from '../../../../src/shared/call/room-state';
import type { RoomEntry, RoomMember } from '../../../../src/shared/protocol/room-messages';

const [ANNS, EVES] = ['aa'.repeat(32), 'ee'.repeat(32)];

function member(id: string, key?: string): RoomMember {
  return { id, name: id, description: null, isAway: false, ...(key !== undefined && { key }) };
}

function entryWith(...members: readonly RoomMember[]): RoomEntry {
  const room = {
    slug: 'den',
    name: 'den',
    topic: '',
    isPrivate: false,
    isLocked: false,
    hasPassword: false,
    limit: null,
    isKept: false,
    owner: null,
  };
  return { room, you: member('you'), members: [...members] };
}

describe('who makes the connection', () => {
  it('is whoever came later, and always the local end where the other one is plain', () => {
    const foreign = { ...member('clive'), via: 'clivrt' };
    const entered = enterRoom(entryWith(member('ann'), foreign), 0);
    const joined = addMember(addMember(entered, member('bob')), {
      ...member('lights'),
      via: 'rtcpool',
    });
    expect(meshPartners(joined)).toEqual([
      { id: 'ann', isInitiator: true, isPlain: false },
      { id: 'clive', isInitiator: true, isPlain: true },
      { id: 'bob', isInitiator: false, isPlain: false },
      { id: 'lights', isInitiator: true, isPlain: true },
    ]);
  });
});

describe('the key of a member', () => {
  const joined = enterRoom(entryWith(member('ann', ANNS), member('guest')), 0);

  it.each<[string, (member: RoomMember) => JoinedRoom | null]>([
    ['when they come again', (again) => addMember(joined, again)],
    ['after a break', (again) => resumeRoom(joined, entryWith(again), false)],
    [
      'for the page after one that crashed',
      (again) => {
        const link = { generation: 0, pin: null };
        const links = [
          { ...link, id: 'ann', key: ANNS },
          { ...link, id: 'guest', key: null },
        ];
        return restoreRoom(entryWith(again), { order: [], earlier: [], links, roomKey: null }, 0);
      },
    ],
  ])('is what the server said first, also %s', (_when, come) => {
    expect(keyOf(come(member('ann', EVES))!, 'ann')).toBe(ANNS);
    expect(keyOf(come(member('ann'))!, 'ann')).toBe(ANNS);
    expect(keyOf(come(member('guest', EVES))!, 'guest')).toBeNull();
    expect(keyOf(come(member('cat', EVES))!, 'cat')).toBe(EVES);
  });
});
