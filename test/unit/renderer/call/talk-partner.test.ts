import { expect, it } from 'vitest';
import { talkPartner } from '../../../../src/renderer/call/talk-partner';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import { enterRoom } from '../../../../src/shared/call/room-state';

const LIVE: CallPhase = { kind: 'live', peer: 'bob', callId: 'call-1', sinceMs: 0 };
const RINGING: CallPhase = { kind: 'incoming', peer: 'bob', callId: 'call-1', isGuest: false };
const GARDEN = {
  slug: 'garden',
  name: 'The Garden',
  topic: '',
  isPrivate: false,
  isLocked: false,
  hasPassword: false,
  limit: null,
  isKept: false,
  owner: null,
};
const YOU = { id: 'm-ann', name: 'ann', description: null, isAway: false };
const ROOM = enterRoom({ room: GARDEN, you: YOU, members: [] }, 0);

it('a bare line reaches nobody before a call is accepted', () => {
  expect(talkPartner({ kind: 'idle' }, null)).toBeNull();
  expect(talkPartner(RINGING, null)).toBeNull();
});

it('a bare line reaches the other of a call, and those in a room before them', () => {
  expect(talkPartner(LIVE, null)).toBe('bob');
  expect(talkPartner({ kind: 'idle' }, ROOM)).toBe('The Garden');
  expect(talkPartner(LIVE, ROOM)).toBe('The Garden');
});
