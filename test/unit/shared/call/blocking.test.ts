import { describe, expect, it } from 'vitest';
import { enterRoom } from '../../../../src/shared/call/room-state';
import { effectivePreferences, withoutBlocked } from '../../../../src/shared/call/blocking';
import { USUAL_PREFERENCES } from '../../../../src/shared/call/participant';

describe('somebody who is blocked', () => {
  it('is neither seen nor heard, and as loud as before afterwards', () => {
    const loud = { ...USUAL_PREFERENCES, volume: 150 };
    expect(effectivePreferences(loud, true)).toEqual({
      volume: 150,
      isHidden: true,
      isMuted: true,
    });
    expect(effectivePreferences(loud, false)).toEqual(loud);
  });

  it('is not in the room that I am told of, and I always am', () => {
    const member = (id: string, name: string) => ({ id, name, description: null, isAway: false });
    const info = {
      slug: 'garden',
      name: 'garden',
      topic: '',
      isPrivate: false,
      isLocked: false,
      hasPassword: false,
      limit: null,
      isKept: false,
      owner: null,
    };
    const members = [member('1', 'eve'), member('2', 'bob')];
    const room = enterRoom({ room: info, you: member('3', 'ann'), members }, 0);
    const shown = withoutBlocked(room, (name) => name === 'eve' || name === 'ann');
    expect(shown.members.map(({ name }) => name)).toEqual(['bob', 'ann']);
    expect(room.members).toHaveLength(3);
  });
});
