import { beforeEach, describe, expect, it } from 'vitest';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { Signer } from '../../../../src/shared/identity/signer';
import type { KeptStay } from '../../../../src/shared/call/kept-stay';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { settle } from '../../../helpers/fake-clock';
import { FOREIGN_SDP } from '../../../helpers/fake-peer-link';
import { CallWorld, type Person } from './call-fixture';

const SIGNERS = new Map(
  ['ann', 'bob', 'eve'].map((name, n) => [name, seedSigner(new Uint8Array(32).fill(n + 1))]),
);

const signerOf = (name: string): Signer => SIGNERS.get(name)!;
const FOREIGN: Signal = { kind: 'description', generation: 1, type: 'offer', sdp: FOREIGN_SDP };

let world: CallWorld;
beforeEach(() => {
  world = new CallWorld();
});

function joinWithKey(name: string): Promise<Person> {
  return world.join(name, { key: signerOf(name) });
}

async function callOf(ann: Person, bob: Person): Promise<string> {
  ann.session.call('bob');
  await settle();
  bob.session.answer();
  await settle();
  const { phase } = bob.session;
  if (phase.kind === 'idle' || phase.callId === null) throw new Error('there is no call');
  return phase.callId;
}

/** What whoever runs the server says to bob in ann's name, signed by `signer`. */
async function lie(bob: Person, callId: string, signal: Signal, signer?: Signer): Promise<void> {
  const to = signerOf('bob').publicKey;
  // Later than anything that ann has said.
  const seq = Number.MAX_SAFE_INTEGER;
  const talk = callId;
  const signature = await signer?.sign({
    kind: 'signal',
    talk,
    from: signer.publicKey,
    to,
    seq,
    signal,
  });
  const proof = signature === undefined ? undefined : { seq, signature };
  bob.session.handlePush({ name: 'call:signal', payload: { callId, from: 'ann', signal, proof } });
  await settle();
}

describe('a call of two with keys', () => {
  let ann: Person;
  let bob: Person;
  let callId: string;
  beforeEach(async () => {
    ann = await joinWithKey('ann');
    bob = await joinWithKey('bob');
    callId = await callOf(ann, bob);
  });

  it('comes up over signals that each end has signed', () => {
    expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['live', 'live']);
    expect(ann.session.partnerKey).toBe(signerOf('bob').publicKey);
    expect(bob.session.partnerKey).toBe(signerOf('ann').publicKey);
  });

  it.each([
    ['nobody', undefined],
    ['somebody else', signerOf('eve')],
  ] as const)('takes nothing that is signed by %s, and says so once', async (_who, signer) => {
    const before = bob.links[0].received.length;
    await lie(bob, callId, FOREIGN, signer);
    await lie(bob, callId, { ...FOREIGN, generation: 0 }, signer);
    await lie(bob, callId, { kind: 'renegotiate', generation: 0 }, signer);
    expect(bob.links).toHaveLength(1);
    expect(bob.links[0].received).toHaveLength(before);
    expect(bob.impostors).toEqual(['ann']);
    expect(bob.session.phase.kind).toBe('live');
  });

  it('waits on for the other end when somebody else turns up after the network broke', async () => {
    world.network.cut();
    world.network.fail();
    world.network.restore();
    await settle();
    expect(bob.session.phase.kind).toBe('reconnecting');
    await lie(bob, callId, FOREIGN);
    expect(bob.session.phase.kind).toBe('reconnecting');
    await world.clock.advance(1_000);
    expect(bob.session.phase.kind).toBe('live');
  });

  it('forgets the key with the call', async () => {
    bob.session.hangUp();
    await settle();
    expect([ann.session.partnerKey, bob.session.partnerKey]).toEqual([null, null]);
  });
});

describe('a call with a server in the middle', () => {
  it('is none: what it says in place of the caller is not signed by their key', async () => {
    const ann = await joinWithKey('ann');
    const bob = await joinWithKey('bob');
    // Every offer of ann's is replaced on its way by one of the server's own.
    const handle = bob.session.handlePush.bind(bob.session);
    bob.session.handlePush = (push) => {
      if (push.name !== 'call:signal' || push.payload.signal.kind !== 'description') handle(push);
      else {
        const signal: Signal = { ...push.payload.signal, sdp: FOREIGN_SDP };
        handle({ ...push, payload: { ...push.payload, signal } });
      }
    };
    await callOf(ann, bob);
    expect(bob.links.flatMap(({ received }) => received.map(({ kind }) => kind))).not.toContain(
      'description',
    );
    expect(bob.impostors).toEqual(['ann']);
    expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['connecting', 'connecting']);
  });
});

describe('a call to somebody who is known', () => {
  it.each([
    ['another key', signerOf('eve').publicKey],
    ['no key', null],
  ])('is over, and nothing was made of it, when it is accepted by %s', async (_what, key) => {
    const known = signerOf('bob').publicKey;
    const ann = await world.join('ann', {
      trustOf: (name, shown) => (name === 'bob' && shown === known ? 'known' : 'changed'),
    });
    const bob = await joinWithKey('bob');
    world.lies.set('bob', key);
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(ann.ended.map(({ outcome }) => outcome)).toEqual(['key-changed']);
    expect(ann.phases).toEqual(['outgoing', 'outgoing', 'outgoing', 'idle']);
    // What the caller had ready is closed, and nobody heard of it.
    expect(ann.links.map(({ state, isHeld }) => [state, isHeld])).toEqual([['closed', true]]);
    expect([ann.signalCount(), world.server.openCalls]).toEqual([0, 0]);
  });
});

describe('a call of which one end has no key', () => {
  it.each(['ann', 'bob'])('comes up, when it is %s', async (guest) => {
    const join = (name: string) => (name === guest ? world.join(name) : joinWithKey(name));
    const ann = await join('ann');
    const bob = await join('bob');
    await callOf(ann, bob);
    expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['live', 'live']);
    expect(world.server.openCalls).toBe(1);
  });
});

describe('a call to echo', () => {
  it('comes up without a proof, also of somebody who has a key', async () => {
    const ann = await joinWithKey('ann');
    ann.session.call('echo');
    await settle();
    expect(ann.session.phase).toMatchObject({ kind: 'live', peer: 'echo' });
  });
});

describe('the page after one that crashed', () => {
  it('knows whose call it was, whatever the server says by then', async () => {
    let kept: KeptStay | null = null;
    const ann = await joinWithKey('ann');
    const ports = {
      key: signerOf('bob'),
      stays: {
        find: () => kept,
        takeUp: () => undefined,
        keep: (stay: KeptStay | null) => {
          kept = stay;
        },
      },
    };
    const bob = await world.join('bob', ports);
    const callId = await callOf(ann, bob);
    expect(kept).toMatchObject({ key: signerOf('ann').publicKey });
    const before = kept;
    bob.signalling.drop();
    await world.clock.advance(5_000);
    ann.links[0].become('disconnected');
    await settle();
    kept = before;
    const again = await world.join('bob', ports);
    await settle();
    expect(again.session.partnerKey).toBe(signerOf('ann').publicKey);
    expect([ann.session.phase.kind, again.session.phase.kind]).toEqual(['live', 'live']);
    await lie(again, callId, { ...FOREIGN, generation: 9 });
    expect(again.impostors).toEqual(['ann']);
    expect(again.session.phase.kind).toBe('live');
  });
});
