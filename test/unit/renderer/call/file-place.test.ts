import { beforeEach, describe, expect, it } from 'vitest';
import { filePlaceOf } from '../../../../src/renderer/call/file-place';
import { RemoteParticipants } from '../../../../src/renderer/call/remote-participants';
import { type CallPhase } from '../../../../src/shared/call/call-phase';
import { partnersInCall, partnersInRoom } from '../../../../src/shared/call/membership';
import { enterRoom } from '../../../../src/shared/call/room-state';

const IDLE: CallPhase = { kind: 'idle' };
const GARDEN = {
  slug: 'garden',
  name: 'Garden',
  topic: '',
  isPrivate: false,
  isLocked: false,
  hasPassword: false,
  limit: null,
  isKept: false,
  owner: null,
};

function callWith(peer: string): CallPhase {
  return { kind: 'live', peer, callId: 'call-1', sinceMs: 0 };
}

function member(name: string) {
  return { id: `m-${name}`, name, description: null, isAway: false };
}

const ROOM = enterRoom({ room: GARDEN, you: member('ann'), members: [member('bob')] }, 0);

describe('the place of files', () => {
  let participants: RemoteParticipants;

  beforeEach(() => {
    participants = new RemoteParticipants({
      play: () => ({ setVolume: () => undefined, dispose: () => undefined }),
    });
  });

  it('is nowhere while no call was accepted', () => {
    const ringing: CallPhase = { kind: 'incoming', peer: 'bob', callId: 'call-1', isGuest: false };
    for (const phase of [IDLE, ringing]) {
      expect(filePlaceOf({ phase, room: null, people: [] })).toEqual({ kind: 'nowhere' });
    }
  });

  it('is the call there is, by the id that its partner has among the participants', () => {
    const phase = callWith('bob');
    participants.sync(partnersInCall(phase));
    const place = filePlaceOf({ phase, room: null, people: participants.people });
    expect(place).toMatchObject({
      kind: 'call',
      peer: { id: participants.people[0].id, name: 'bob' },
    });
  });

  it('is nobody in a call to the echo', () => {
    const place = filePlaceOf({ phase: callWith('echo'), room: null, people: [] });
    expect(place).toEqual({ kind: 'echo' });
  });

  it('is everybody else in the room, but nobody who is called beside it', () => {
    const phase = callWith('carol');
    participants.sync([...partnersInCall(phase), ...partnersInRoom(ROOM)]);
    const place = filePlaceOf({ phase, room: ROOM, people: participants.people });
    expect(place).toMatchObject({ kind: 'room', me: 'ann', people: [{ id: 'm-bob' }] });
    expect(place.kind === 'room' && place.people).toHaveLength(1);
  });
});
