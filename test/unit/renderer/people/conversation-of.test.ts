import { describe, expect, it } from 'vitest';
import {
  conversationOf,
  conversationWith,
  type PlacedLine,
} from '../../../../src/renderer/people/conversation-of';

const FROM_BOB: PlacedLine = { from: 'bob', to: 'ann', isInRoom: false, isMine: false };
const TO_BOB: PlacedLine = { from: 'ann', to: 'bob', isInRoom: false, isMine: true };
const IN_ROOM: PlacedLine = { from: 'bob', to: null, isInRoom: true, isMine: false };

describe('the conversation of a line', () => {
  it('is that with the other one, whoever of the two said it', () => {
    const withBob = { kind: 'person', name: 'bob' };
    expect(conversationOf(FROM_BOB, null)).toEqual(withBob);
    expect(conversationOf(TO_BOB, null)).toEqual(withBob);
    // Also of what is said in private beside a room.
    expect(conversationOf(FROM_BOB, 'garden')).toEqual(withBob);
  });

  it('is that of the room', () => {
    expect(conversationOf(IN_ROOM, 'garden')).toEqual({ kind: 'room', name: 'garden' });
    // The last one, which came once the local user had left.
    expect(conversationOf(IN_ROOM, null)).toBeNull();
  });

  it('is none of what was said to everybody', () => {
    expect(conversationOf({ ...FROM_BOB, to: null }, null)).toBeNull();
  });

  it('is none with echo', () => {
    expect(conversationOf({ ...TO_BOB, to: 'echo' }, null)).toBeNull();
    expect(conversationOf({ ...FROM_BOB, from: 'echo' }, null)).toBeNull();
    expect(conversationWith('echo')).toBeNull();
    expect(conversationWith('bob')).toEqual({ kind: 'person', name: 'bob' });
  });
});
