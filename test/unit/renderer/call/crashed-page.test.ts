import { beforeEach, describe, expect, it } from 'vitest';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import type { KeptStay, StayKeeper } from '../../../../src/shared/call/kept-stay';
import { RESUME_WINDOW_MS } from '../../../../src/shared/protocol/limits';
import { FOREIGN_SDP } from '../../../helpers/fake-peer-link';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

/** What a device keeps over the pages of one person. */
class FakeStays implements StayKeeper {
  kept: KeptStay | null = null;
  taken: KeptStay[] = [];
  find = (): KeptStay | null => this.kept;
  takeUp = (stay: KeptStay): void => {
    this.taken.push(stay);
  };
  keep = (stay: KeptStay | null): void => {
    this.kept = stay;
  };
}

let world: CallWorld;
let stays: FakeStays;
let ann: Person;
let bob: Person;

/** A call in which the page of `who` keeps what another one needs. */
async function callOf(who: 'ann' | 'bob'): Promise<void> {
  world = new CallWorld();
  stays = new FakeStays();
  ann = await world.join('ann', who === 'ann' ? { stays } : {});
  bob = await world.join('bob', who === 'bob' ? { stays } : {});
  ann.session.call('bob');
  await settle();
  bob.session.answer();
  await settle();
}

/** The page is gone; those whom it was connected with notice after five seconds. */
async function crash(who: Person, other: Person): Promise<void> {
  who.signalling.drop();
  await world.clock.advance(5_000);
  other.links.at(-1)?.become('disconnected');
  await settle();
}

/** Opens it again: what was kept is all that it knows. */
async function reopen(name: string): Promise<Person> {
  const copy = new FakeStays();
  copy.kept = JSON.parse(JSON.stringify(stays.kept)) as KeptStay | null;
  stays = copy;
  const person = await world.join(name, { stays: copy });
  await settle();
  return person;
}

const pinOf = ({ links }: Person): string | null | undefined =>
  links.at(-1)?.options.pin.fingerprint;

describe('the callee’s page crashes', () => {
  beforeEach(() => callOf('bob'));

  it('which the caller is told within twelve seconds, and waits for as long as the name is held', async () => {
    const crashedAtMs = world.clock.nowMs();
    const told: { phase: CallPhase; afterMs: number }[] = [];
    ann.session.onPhase((phase) => {
      told.push({ phase, afterMs: world.clock.nowMs() - crashedAtMs });
    });
    await crash(bob, ann);
    await world.clock.advance(53_000);
    expect(told.map(({ phase }) => phase)).toEqual([
      expect.objectContaining({ kind: 'reconnecting', peer: 'bob', isPeerGone: true }),
    ]);
    expect(told[0].afterMs).toBeLessThanOrEqual(12_000);
    await world.clock.advance(RESUME_WINDOW_MS - 58_000);
    expect(ann.ended.map(({ outcome }) => outcome)).toEqual(['lost']);
  });

  it('and the next one is back in the call', async () => {
    await crash(bob, ann);
    const again = await reopen('bob');
    expect(again.grants()).toBe(1);
    expect(stays.taken).toHaveLength(1);
    expect(again.session.phase).toMatchObject({ kind: 'live', peer: 'ann' });
    expect(ann.session.phase).toMatchObject({ kind: 'live', peer: 'bob' });
    expect(ann.impostors).toEqual([]);
    expect(pinOf(again)).toBe('of whoever offers');
  });

  it('and the next one is back in the call also when it was quicker than the network', async () => {
    bob.signalling.drop();
    const again = await reopen('bob');
    await world.clock.advance(5_000);
    ann.links.at(-1)?.become('disconnected');
    await world.clock.advance(6_000);
    expect(again.session.phase).toMatchObject({ kind: 'live', peer: 'ann' });
    expect(ann.session.phase.kind).toBe('live');
  });

  it('and nobody else gets into the call of the next one', async () => {
    await crash(bob, ann);
    // The server does not tell the caller that somebody is back.
    ann.session.handlePush = () => undefined;
    const copy = { ...stays.kept! };
    const again = await world.join('bob', {
      stays: Object.assign(new FakeStays(), { kept: copy }),
    });
    await settle();
    const { callId } = copy as { callId: string };
    const signal = { kind: 'description', generation: 9, type: 'offer', sdp: FOREIGN_SDP } as const;
    again.session.handlePush({ name: 'call:signal', payload: { callId, from: 'ann', signal } });
    expect(again.phases).not.toContain('live');
    expect(again.ended.map(({ outcome }) => outcome)).toEqual(['impostor']);
  });

  it('and the next one hangs up what it knows nothing of', async () => {
    await crash(bob, ann);
    stays.kept = null;
    const again = await reopen('bob');
    expect(again.session.phase.kind).toBe('idle');
    expect(again.grants()).toBe(0);
    expect(ann.ended.map(({ outcome }) => outcome)).toEqual(['hung-up']);
  });

  it('and takes up no other call than the one it was in', async () => {
    await crash(bob, ann);
    stays.kept = { ...stays.kept!, callId: 'another' } as KeptStay;
    const again = await reopen('bob');
    expect([again.session.phase.kind, again.grants()]).toEqual(['idle', 0]);
  });
});

describe('the caller’s page crashes', () => {
  beforeEach(() => callOf('ann'));

  it('and the next one makes a new connection at once', async () => {
    ann.signalling.drop();
    const again = await reopen('ann');
    expect(again.session.phase).toMatchObject({ kind: 'live', peer: 'bob' });
    expect(bob.session.phase).toMatchObject({ kind: 'live', peer: 'ann' });
    expect(bob.impostors).toEqual([]);
    expect(pinOf(again)).toBe('of whoever answers');
  });
});

describe('what a page keeps', () => {
  it('is there as long as the call is', async () => {
    await callOf('bob');
    expect(stays.kept).toMatchObject({ kind: 'call', peer: 'ann', direction: 'incoming' });
    bob.session.hangUp();
    await settle();
    expect(stays.kept).toBeNull();
  });
});
