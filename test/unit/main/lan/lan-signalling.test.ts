import { describe, expect, it } from 'vitest';
import type { LanNetwork } from '../../../../src/main/lan/lan-network';
import type { LanPeer } from '../../../../src/main/lan/lan-peer';
import { type HomeSignalling, LanSignalling } from '../../../../src/main/lan/lan-signalling';
import type { SignallingSink } from '../../../../src/main/signalling';
import { Emitter } from '../../../../src/shared/base/emitter';
import type { Push } from '../../../../src/shared/protocol/events';
import type { Person } from '../../../../src/shared/protocol/messages';
import type { SignallingState } from '../../../../src/shared/signalling/signalling-api';

const BOB_KEY = 'b'.repeat(64);
const EVE_KEY = 'e'.repeat(64);
const CALL_ID = 'call-0001';
type Asked = readonly [name: string, payload: unknown];

/** Somebody on the network, who grants whatever is asked. */
class FakePeer {
  readonly asked: Asked[] = [];
  readonly changes = new Emitter<null>();
  readonly pushes = new Emitter<Push>();
  readonly states = new Emitter<SignallingState>();
  readonly onChange = this.changes.event;
  readonly onPush = this.pushes.event;
  readonly onState = this.states.event;

  constructor(
    readonly key: string,
    public person: Person | null,
  ) {}

  request(name: string, payload: { text?: string }): Promise<unknown> {
    this.asked.push([name, payload]);
    const message = { id: 'line-0001', from: 'x', to: 'y', text: '', sentAtMs: 1, seq: 1 };
    return Promise.resolve({ ok: true, callId: CALL_ID, message });
  }
}

function setUp(people: readonly Person[] = [{ name: 'carol', presence: 'available' }]) {
  const asked: Asked[] = [];
  const pushes: Push[] = [];
  const states: SignallingState[] = [];
  let home: SignallingSink | undefined;
  const state: SignallingState = {
    kind: 'signed-in',
    server: 'ws://127.0.0.1:1',
    name: 'ann',
    isSecure: false,
    callId: null,
    room: null,
    watched: { names: [], people: [...people] },
  };
  const signalling = new LanSignalling(
    (sink) => {
      home = sink;
      return {
        state,
        api: {
          signIn: () => Promise.reject(new Error('not here')),
          signOut: () => Promise.resolve(),
          retryNow: () => Promise.resolve(),
          request: (name, payload) => {
            asked.push([name, payload]);
            return Promise.resolve({ ok: true, people: [...people], more: false }) as never;
          },
        },
        signOut: () => Promise.resolve(),
        dispose: () => undefined,
      } satisfies HomeSignalling;
    },
    {
      handleState: (each) => states.push(each),
      handlePush: (push) => pushes.push(push),
    },
  );
  const [met, gone] = [new Emitter<LanPeer>(), new Emitter<LanPeer>()];
  const contacts: string[][] = [];
  signalling.join({
    all: [],
    onPeer: met.event,
    onGone: gone.event,
    setContacts: (keys: string[]) => contacts.push(keys),
    ownName: 'ann',
    visitOwnRooms: () => ({ dispose: () => undefined }),
  } as unknown as LanNetwork);
  home?.handleState(state);
  const come = (name: string, key: string): FakePeer => {
    const peer = new FakePeer(key, { name, presence: 'available' });
    met.fire(peer as unknown as LanPeer);
    return peer;
  };
  const leave = (peer: FakePeer): void => {
    gone.fire(peer as unknown as LanPeer);
  };
  return { signalling, asked, pushes, states, home: home!, contacts, come, leave };
}

describe('the people of the network beside those of the server', () => {
  it('are told of and listed with a mark, under names that are nobody else’s', async () => {
    const { signalling, pushes, come } = setUp();
    signalling.setContacts([{ name: 'bobby', key: BOB_KEY }]);
    come('bob', BOB_KEY);
    come('carol', EVE_KEY);
    const near = [
      { name: 'bobby', presence: 'available', key: BOB_KEY, isOnLan: true },
      { name: 'carol@lan', presence: 'available', key: EVE_KEY, isOnLan: true },
    ];
    expect(pushes).toEqual(
      near.map((person) => ({ name: 'people:changed', payload: { here: [person], gone: [] } })),
    );
    const listed = await signalling.api.request('people:list', { beginning: 'c' });
    expect(listed).toMatchObject({ people: [near[1], { name: 'carol' }] });
    expect(signalling.state).toMatchObject({ watched: { people: [{ name: 'carol' }, ...near] } });
  });

  it('cannot take the name of one another', () => {
    const { signalling, come } = setUp();
    come('eve', EVE_KEY);
    come('EVE', 'f'.repeat(64));
    const [first, second] = signalling.nearNames;
    expect(first).toBe('eve@lan');
    expect(second).toMatch(/^EVE-[0-9A-F]{4}@lan$/);
  });

  it('are called and told over the link, and nobody else is', async () => {
    const { signalling, asked, come } = setUp();
    const peer = come('bob', BOB_KEY);
    await signalling.api.request('call:invite', { to: 'bob@lan' });
    await signalling.api.request('call:hang-up', { callId: CALL_ID });
    await signalling.api.request('call:invite', { to: 'bob' });
    const told = await signalling.api.request('chat:tell', { to: 'bob@lan', text: 'hello' });
    await signalling.api.request('chat:say', { text: 'hello, all' });
    expect(peer.asked).toEqual([
      ['call:invite', { to: 'bob' }],
      ['call:hang-up', { callId: CALL_ID }],
      ['chat:tell', { to: 'bob', text: 'hello' }],
      ['chat:say', { text: 'hello, all' }],
    ]);
    expect(asked).toEqual([
      ['call:invite', { to: 'bob' }],
      ['chat:say', { text: 'hello, all' }],
    ]);
    expect(told).toMatchObject({ message: { from: 'ann', to: 'bob@lan' } });
  });

  it('are waited for while their link is broken, unless the server has somebody by that name', async () => {
    const { signalling, asked, come } = setUp();
    signalling.setContacts([{ name: 'carol', key: EVE_KEY }]);
    const [bob, eve] = [come('bob', BOB_KEY), come('eve', EVE_KEY)];
    for (const peer of [bob, eve]) {
      peer.person = null;
      peer.changes.fire(null);
    }
    const told = await signalling.api.request('chat:tell', { to: 'bob@lan', text: 'hello' });
    const called = await signalling.api.request('call:invite', { to: 'bob@lan' });
    expect([told, called]).toEqual(new Array(2).fill({ ok: false, reason: 'not-reachable' }));
    expect(asked).toEqual([]);
    await signalling.api.request('call:invite', { to: 'carol' });
    expect(asked).toEqual([['call:invite', { to: 'carol' }]]);
  });

  it('ring by the name and key that they are known by, whatever they say themselves', () => {
    const { signalling, pushes, states, home, come } = setUp();
    signalling.setContacts([{ name: 'bobby', key: BOB_KEY }]);
    const peer = come('bob', BOB_KEY);
    pushes.splice(0);
    const payload = { callId: CALL_ID, from: 'carol', key: EVE_KEY };
    peer.pushes.fire({ name: 'call:incoming', payload });
    expect(pushes).toEqual([
      { name: 'call:incoming', payload: { callId: CALL_ID, from: 'bobby', key: BOB_KEY } },
    ]);
    // The server that comes back knows nothing of that call, which goes on.
    home.handleState({ ...signalling.state, callId: null } as SignallingState);
    expect(states.at(-1)).toMatchObject({ callId: CALL_ID });
  });

  it('hear that the line is busy while the local user is in a room', async () => {
    const { signalling, pushes, come } = setUp();
    const peer = come('bob', BOB_KEY);
    await signalling.api.request('room:join', { slug: 'garden' });
    pushes.splice(0);
    peer.pushes.fire({ name: 'call:incoming', payload: { callId: CALL_ID, from: 'bob' } });
    expect(pushes).toEqual([]);
    expect(peer.asked).toEqual([['call:decline', { callId: CALL_ID, reason: 'busy' }]]);
  });

  it('end their calls when they are gone, and leave who is on the server by that name', () => {
    const { signalling, pushes, come, leave } = setUp();
    signalling.setContacts([{ name: 'carol', key: BOB_KEY }]);
    const peer = come('bob', BOB_KEY);
    peer.pushes.fire({ name: 'call:incoming', payload: { callId: CALL_ID, from: 'bob' } });
    pushes.splice(0);
    leave(peer);
    expect(pushes).toEqual([
      { name: 'call:ended', payload: { callId: CALL_ID, reason: 'lost' } },
      {
        name: 'people:changed',
        payload: { here: [{ name: 'carol', presence: 'available' }], gone: [] },
      },
    ]);
  });

  it('are interrupted and back as their link is', () => {
    const { pushes, come } = setUp();
    const peer = come('bob', BOB_KEY);
    peer.pushes.fire({ name: 'call:incoming', payload: { callId: CALL_ID, from: 'bob' } });
    pushes.splice(0);
    const server = 'ws://x.lan.invalid';
    peer.states.fire({ kind: 'reconnecting', server, name: 'ann', attempt: 1 });
    const back = { kind: 'signed-in', server, name: 'ann', isSecure: false } as const;
    peer.states.fire({ ...back, callId: CALL_ID });
    peer.states.fire({ ...back, callId: null });
    expect(pushes.map(({ name }) => name)).toEqual([
      'call:interrupted',
      'call:resumed',
      'call:ended',
    ]);
  });
});
