import { describe, expect, it } from 'vitest';
import type { RoomMember } from '../../../../src/shared/protocol/room-messages';
import { enteredSentence } from '../../../../src/renderer/text/room-sentences';

const member = (id: string, name: string): RoomMember => ({
  id,
  name,
  description: null,
  isAway: false,
});
const YOU = member('a', 'ann');
const ROOM = {
  info: {
    slug: 'garden',
    name: 'garden',
    topic: '',
    isPrivate: false,
    hasPassword: false,
    isLocked: false,
    isKept: false,
    limit: null,
    owner: null,
  },
  you: YOU,
  members: [YOU],
  earlier: new Set<string>(),
  sinceMs: 0,
  roomKey: null,
  strangers: new Set<string>(),
};

describe('enteredSentence', () => {
  it('tells somebody who is alone how to invite others, as it is typed in a room', () => {
    const sentence = enteredSentence(ROOM);
    expect(sentence).toBe(
      'You are in garden: nobody else is here yet. /invite copies a link for them.',
    );
  });

  it('names the others in the room', () => {
    const members = [YOU, member('b', 'bob'), member('c', 'carol')];
    expect(enteredSentence({ ...ROOM, members })).toBe('You are in garden: with bob and carol.');
  });
});
