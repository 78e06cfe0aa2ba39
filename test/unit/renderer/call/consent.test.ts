import { describe, expect, it } from 'vitest';
import { MediaSwitch } from '../../../../src/renderer/call/media-switch';
import { LocalMedia } from '../../../../src/renderer/media/local-media';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';
import { settle } from '../../../helpers/fake-clock';
import type { FakePeerLink } from '../../../helpers/fake-peer-link';
import { FakeMediaAccess, type FakeTrack } from '../media/fake-media-access';
import { CallWorld, type Person } from './call-fixture';

/** Somebody with devices, whose window is hidden: no mirror keeps the camera on. */
interface Callee {
  readonly person: Person;
  readonly access: FakeMediaAccess;
  readonly mediaSwitch: MediaSwitch;
}

async function joinWithDevices(world: CallWorld, name: string): Promise<Callee> {
  const access = new FakeMediaAccess().plug('camera', 'c1').plug('microphone', 'm1');
  const media = new LocalMedia({ access, settings: DEFAULT_SETTINGS, clock: world.windowClock });
  const mediaSwitch = new MediaSwitch(media, true);
  const tracks = { audio: null, video: null };
  const ports = { grantMedia: () => mediaSwitch.grant() };
  const person = await world.join(name, ports, { tracks });
  media.onCamera((video) => {
    person.local.update({ tracks: { video } });
  });
  media.onMicrophone((audio) => {
    person.local.update({ tracks: { audio } });
  });
  person.session.onPhase((phase) => {
    mediaSwitch.handlePhase(phase);
  });
  return { person, access, mediaSwitch };
}

/** Ann calls Bob: it rings. */
async function ringing(): Promise<{ world: CallWorld; ann: Person; bob: Callee }> {
  const world = new CallWorld();
  const ann = await world.join('ann');
  const bob = await joinWithDevices(world, 'bob');
  ann.session.call('bob');
  await settle();
  expect(bob.person.session.phase.kind).toBe('incoming');
  return { world, ann, bob };
}

/** Bob has answered: what he sends is live. */
async function inCall(): Promise<{
  world: CallWorld;
  ann: Person;
  bob: Callee;
  sent: FakeTrack[];
}> {
  const rung = await ringing();
  rung.bob.person.session.answer();
  await settle();
  expect(rung.bob.person.session.phase.kind).toBe('live');
  const sent = [...rung.bob.access.tracks];
  expect(sent.map(({ kind, readyState }) => `${kind} ${readyState}`).sort()).toEqual([
    'audio live',
    'video live',
  ]);
  return { ...rung, sent };
}

/** What there is of a link: whether it is held, what it sends, and what it was told. */
function factsOf({ isHeld, sending, received }: FakePeerLink): unknown[] {
  return [isHeld, sending, received];
}

/** It waits: it has no track, says nothing, and nothing of the other end has reached it. */
const UNHEARD = [true, {}, []];

describe('before a call is answered', () => {
  it('opens no device, makes no connection and sends no signal, however long it rings', async () => {
    const { world, ann, bob } = await ringing();
    await world.clock.advance(20_000);
    expect(bob.person.session.phase.kind).toBe('incoming');
    expect([bob.access.opened, bob.person.grants()]).toEqual([0, 0]);
    expect([ann.signalCount(), bob.person.signalCount()]).toEqual([0, 0]);
    // Each has a link ready, which nobody hears of.
    expect(ann.links.map(factsOf)).toEqual([UNHEARD]);
    expect(bob.person.links.map(factsOf)).toEqual([UNHEARD]);
  });

  it('sends nothing of whoever declines', async () => {
    const { world, ann, bob } = await ringing();
    bob.person.session.decline();
    await settle();
    expect(bob.access.opened).toBe(0);
    expect(bob.person.links.map(factsOf)).toEqual([UNHEARD]);
    expect([ann.signalCount(), bob.person.signalCount(), world.network.open]).toEqual([0, 0, []]);
  });

  it('does not open anything at the caller’s word, in whatever order it comes', async () => {
    const { bob } = await ringing();
    const { phase } = bob.person.session;
    const callId = phase.kind === 'incoming' ? phase.callId : '';
    const candidate = {
      kind: 'candidate',
      generation: 0,
      candidate: 'x',
      sdpMid: '0',
      sdpMLineIndex: 0,
    } as const;
    const offer = { kind: 'description', generation: 0, type: 'offer', sdp: '0' } as const;
    bob.person.session.handlePush({ name: 'call:accepted', payload: { callId } });
    for (const signal of [candidate, offer, { ...offer, generation: 1 }, candidate]) {
      bob.person.session.handlePush({
        name: 'call:signal',
        payload: { callId, from: 'ann', signal },
      });
      await settle();
    }
    expect([bob.access.opened, bob.person.signalCount()]).toEqual([0, 0]);
    expect(bob.person.links.map(factsOf)).toEqual([UNHEARD]);
  });
});

describe('when a call is over', () => {
  it.each<[string, (ann: Person, bob: Callee) => void]>([
    ['the local user hangs up', (_ann, { person }) => void person.session.hangUp()],
    ['the remote user hangs up', (ann) => void ann.session.hangUp()],
    ['the local user signs out', (_ann, { person }) => void person.signalling.signOut()],
  ])('ends every track before any time has passed, where %s', async (_how, end) => {
    const { world, ann, bob, sent } = await inCall();
    const endedAtMs = world.clock.nowMs();
    end(ann, bob);
    await settle();
    expect(bob.person.session.phase.kind).toBe('idle');
    expect(sent.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    expect(bob.access.live).toEqual([]);
    expect(world.clock.nowMs()).toBe(endedAtMs);
  });

  it('ends them in the same turn as the local user hangs up', async () => {
    const { bob, sent } = await inCall();
    bob.person.session.hangUp();
    expect(sent.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
  });

  it('ends the track that was sent although the mirror goes on, with another one', async () => {
    const { bob, sent } = await inCall();
    bob.mediaSwitch.handleVisibility(true);
    bob.person.session.hangUp();
    expect(sent.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    await settle();
    expect(bob.access.live.map(({ kind }) => kind)).toEqual(['video']);
    expect(sent).not.toContain(bob.access.live[0]);
  });

  it('stops a device that comes only afterwards', async () => {
    const { bob } = await ringing();
    bob.access.isSlow = true;
    bob.person.session.answer();
    await settle();
    expect(bob.access.opened).toBe(2);
    bob.person.session.hangUp();
    bob.access.release();
    await settle();
    expect(bob.access.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
  });
});
