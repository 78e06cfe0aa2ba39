import { beforeEach, describe, expect, it } from 'vitest';
import { Membership } from '../../../../src/renderer/call/membership';
import { Emitter } from '../../../../src/shared/base/emitter';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import { PEER_ID } from '../../../../src/shared/call/membership';
import { enterRoom, type JoinedRoom, MESH_LIMIT } from '../../../../src/shared/call/room-state';

const LIVE: CallPhase = { kind: 'live', peer: 'bob', callId: 'call-1', sinceMs: 0 };
const RINGING: CallPhase = { kind: 'incoming', peer: 'bob', callId: 'call-1', isGuest: false };

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

function member(name: string) {
  return { id: `m-${name}`, name, description: null, isAway: false };
}

/** A room that ann is in, who came after all others. */
function room(...names: readonly string[]): JoinedRoom {
  return enterRoom({ room: GARDEN, you: member('ann'), members: names.map(member) }, 0);
}

describe('Membership', () => {
  let phases: Emitter<CallPhase>;
  let rooms: Emitter<JoinedRoom | null>;
  let told: string[];
  let membership: Membership;
  let seen: string[];

  beforeEach(() => {
    phases = new Emitter();
    rooms = new Emitter();
    told = [];
    seen = [];
    membership = new Membership({
      call: {
        onPhase: phases.event,
        partnerKey: null,
        partnerVia: null,
        setView: () => told.push('call'),
        details: () => Promise.resolve(null),
      },
      room: {
        onChange: rooms.event,
        setView: (id) => told.push(id),
        details: () => Promise.resolve(null),
      },
    });
    membership.onChange((all) => {
      seen = all.map(({ id, name }) => `${id} ${name}`);
    });
  });

  it('has the one partner of a call, once it was accepted and until it is over', () => {
    phases.fire(RINGING);
    expect(seen).toEqual([]);
    phases.fire(LIVE);
    expect(seen).toEqual([`${PEER_ID} bob`]);
    phases.fire({ kind: 'idle' });
    expect(seen).toEqual([]);
  });

  it('has all others in a room, and nobody once the local user is out of it', () => {
    rooms.fire(room('bob', 'carol'));
    expect(seen).toEqual(['m-bob bob', 'm-carol carol']);
    rooms.fire(null);
    expect(seen).toEqual([]);
  });

  it('says who is out of reach, beyond those who can be connected with each other', () => {
    const names = Array.from({ length: MESH_LIMIT }, (_, index) => `guest${index}`);
    let reach: unknown[] = [];
    membership.onChange((all) => {
      reach = all.map(({ outOfReach }) => outOfReach);
    });
    rooms.fire(room(...names.slice(1)));
    expect(reach).not.toContain('too-many');
    // The local user came last, and is one too many.
    rooms.fire(room(...names));
    expect(reach).not.toContain(null);
  });

  it('tells each what is shown of them over the connection that they have', () => {
    const view = { cols: 1, rows: 1, style: 'mono', wantsPixels: false };
    membership.setView(PEER_ID, view);
    membership.setView('m-bob', view);
    expect(told).toEqual(['call', 'm-bob']);
  });

  it('tells of nobody any more once disposed', () => {
    membership.dispose();
    phases.fire(LIVE);
    expect(seen).toEqual([]);
  });
});
