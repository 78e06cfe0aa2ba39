import { beforeEach, describe, expect, it } from 'vitest';
import type { AppContext } from '../../../../src/renderer/app/app-context';
import { wireIdentities } from '../../../../src/renderer/app/wire-identities';
import { syncParticipants } from '../../../../src/renderer/app/wire-participants';
import { RemoteParticipants } from '../../../../src/renderer/call/remote-participants';
import { KeptIdentities } from '../../../../src/renderer/people/kept-identities';
import { createMemoryStore } from '../../../../src/renderer/people/key-value-store';
import { Emitter } from '../../../../src/shared/base/emitter';
import { DisposableStore } from '../../../../src/shared/base/lifecycle';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import type { Partner } from '../../../../src/shared/call/membership';
import type { JoinedRoom } from '../../../../src/shared/call/room-state';

const [ONE, OTHER] = ['1'.repeat(64), '2'.repeat(64)];
const INCOMING: CallPhase = { kind: 'incoming', peer: 'bob', callId: 'call-1', isGuest: false };
const LIVE: CallPhase = { kind: 'live', peer: 'bob', callId: 'call-1', sinceMs: 0 };

const phases = new Emitter<CallPhase>();
const rooms = new Emitter<Pick<JoinedRoom, 'you' | 'strangers'> | null>();
let identities: KeptIdentities;
let participants: RemoteParticipants;
let call: { onPhase: typeof phases.event; partnerKey: string | null };
let partners: Partner[];
let told: string[];
let store: DisposableStore | undefined;

beforeEach(() => {
  store?.dispose();
  store = new DisposableStore();
  identities = new KeptIdentities({
    store: createMemoryStore(),
    server: () => 'wss://home.example',
    logger: { log: () => undefined },
  });
  participants = new RemoteParticipants({
    play: () => ({ setVolume: () => undefined, dispose: () => undefined }),
  });
  call = { onPhase: phases.event, partnerKey: ONE };
  partners = [];
  told = [];
  const context = {
    store,
    people: { identities },
    call,
    room: { onChange: rooms.event },
    participants,
    membership: {
      get partners() {
        return partners;
      },
    },
    announcer: { tell: (text: string) => told.push(text) },
  };
  wireIdentities(context as unknown as AppContext);
});

/** Somebody is in the room with the local user. */
function meet(
  id: string,
  name: string,
  key: string | null,
  outOfReach: Partner['outOfReach'] = null,
): void {
  partners.push({ id, name, key, isAway: false, outOfReach });
  const membership = { partners } as unknown as AppContext['membership'];
  const people = { identities } as unknown as AppContext['people'];
  syncParticipants({ participants, membership, people });
}

describe('a call that is up', () => {
  it('makes the other end known by their key, at first use', () => {
    phases.fire(INCOMING);
    expect(identities.trustOf('bob', ONE)).toBe('unknown');
    phases.fire(LIVE);
    expect(identities.trustOf('bob', ONE)).toBe('known');
    call.partnerKey = OTHER;
    phases.fire(LIVE);
    expect(identities.trustOf('bob', OTHER)).toBe('changed');
    expect(told).toEqual([]);
  });

  it('with a guest, or with echo, makes nobody known', () => {
    call.partnerKey = null;
    phases.fire(LIVE);
    call.partnerKey = ONE;
    phases.fire({ ...LIVE, peer: 'echo' });
    expect(identities.trustOf('bob', ONE)).toBe('unknown');
    expect(identities.trustOf('echo', ONE)).toBe('unknown');
  });
});

describe('a caller by another key than the one that is known', () => {
  it('is told of, with what to do', async () => {
    await identities.see('bob', OTHER);
    phases.fire(INCOMING);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Careful: this caller has another key than the bob you know/);
    expect(told[0]).toMatch(/contact forget bob/);
  });
});

describe('somebody in a room', () => {
  it('by another key than the one that is known is told of once', async () => {
    await identities.see('bob', OTHER);
    meet('m-bob', 'bob', ONE);
    meet('m-cat', 'cat', ONE);
    participants.update('m-bob', { microphone: false });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Careful: the bob in this room has another key/);
  });

  it('who has not shown that they know its password is told of once, with what to do', () => {
    meet('m-bob', 'bob', ONE, 'stranger');
    meet('m-cat', 'cat', ONE);
    participants.update('m-bob', { microphone: false });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^Careful: bob is in this room and did not prove that they know its password/,
    );
    expect(told[0]).toMatch(/leaves and joins again/);
  });

  it('is the local user, whom the others do not hear without a key: that is told, once a stay', () => {
    const you = { id: 'm-ann', name: 'ann', description: null, isAway: false };
    const stay = { you, strangers: new Set(['m-ann']) };
    for (const joined of [stay, { ...stay }, null, stay]) rooms.fire(joined);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/without a key of your own/);
  });

  it('is what the user learns of them, as soon as they do', async () => {
    meet('m-bob', 'bob', ONE);
    meet('m-guest', 'guest', null);
    const trusts = (): unknown[] => participants.people.map(({ trust }) => trust);
    expect(trusts()).toEqual(['unknown', 'keyless']);
    await identities.verify('bob', ONE);
    expect(trusts()).toEqual(['verified', 'keyless']);
    await identities.refuse('bob', ONE);
    expect(trusts()).toEqual(['refused', 'keyless']);
  });
});
