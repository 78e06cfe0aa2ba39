import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../../helpers/fake-clock';
import { fakeTrack } from '../../../helpers/fake-peer-link';
import { CallWorld, type Person } from './call-fixture';

let world: CallWorld;
beforeEach(() => {
  world = new CallWorld();
});

describe('placing and answering a call', () => {
  it('takes both ends from ringing to live, and tells each of the other', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    expect(ann.session.call('bob')).toBe(true);
    await settle();
    expect(ann.session.phase).toMatchObject({ kind: 'outgoing', peer: 'bob', isRinging: true });
    expect(bob.session.phase).toMatchObject({ kind: 'incoming', peer: 'ann' });

    expect(bob.session.answer()).toBe(true);
    await settle();
    expect(ann.session.phase).toMatchObject({ kind: 'live', peer: 'bob' });
    expect(bob.session.phase).toMatchObject({ kind: 'live', peer: 'ann' });
    expect(bob.phases).toEqual(['incoming', 'connecting', 'live']);
    expect(ann.tracks.map(({ track }) => track?.id)).toEqual(['bob-audio', 'bob']);
    expect(bob.tracks.map(({ track }) => track?.id)).toEqual(['ann-audio', 'ann']);
  });

  it('lets the caller, and only the caller, make the offer', async () => {
    const { ann, bob } = await world.connected();
    const isInitiator = [ann, bob].map(({ links }) =>
      links.map((link) => link.options.isInitiator),
    );
    expect(isInitiator).toEqual([[true], [false]]);
  });

  it('asks for the callee’s camera on answering, and not a moment before', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    ann.session.call('bob');
    await settle();
    expect([ann.grants(), bob.grants()]).toEqual([1, 0]);
    expect(bob.links.map(({ isHeld, sending }) => [isHeld, sending])).toEqual([[true, {}]]);
    bob.session.answer();
    await settle();
    expect(bob.grants()).toBe(1);
  });

  it('keeps the signals that come while a TURN server is still asked for, in order', async () => {
    let answer = (): void => undefined;
    const iceServers = (): Promise<RTCIceServer[]> =>
      new Promise((resolve) => {
        answer = () => {
          resolve([]);
        };
      });
    const { ann, bob } = await world.connected({ iceServers });
    expect(bob.session.phase.kind).toBe('connecting');
    const [callers] = ann.links;
    const { callId } = ann.session.phase as { callId: string };
    const candidate = (n: number) =>
      ({
        kind: 'candidate',
        generation: 0,
        candidate: `candidate:${n}`,
        sdpMid: '0',
        sdpMLineIndex: 0,
      }) as const;
    await ann.signalling.request('call:signal', { callId, signal: candidate(1) });
    await ann.signalling.request('call:signal', { callId, signal: candidate(2) });
    await settle();
    answer();
    await settle();
    const [callees] = bob.links;
    expect(callers.received.map((signal) => signal.kind)).toEqual(['description']);
    expect(
      callees.received.map((signal) => ('candidate' in signal ? signal.candidate : signal.kind)),
    ).toEqual(['description', 'candidate:1', 'candidate:2', 'a']);
    expect(bob.session.phase.kind).toBe('live');
  });

  it('drops what overflows the queue of early signals, and says so', async () => {
    const { ann, bob } = await world.connected({ iceServers: () => new Promise(() => undefined) });
    const { callId } = ann.session.phase as { callId: string };
    const signal = { kind: 'renegotiate', generation: 0 } as const;
    for (let n = 0; n < 200; n += 1) {
      bob.session.handlePush({ name: 'call:signal', payload: { callId, from: 'ann', signal } });
    }
    expect(bob.log.filter(({ level }) => level === 'warn')).toHaveLength(200 + 1 - 130);
  });

  it.each(['ann', 'bob'] as const)(
    'does not wait for the devices of %s, whose browser still asks about them',
    async (who) => {
      const grantMedia = (): Promise<void> => new Promise(() => undefined);
      const none = { tracks: { audio: null, video: null } };
      const join = (name: string): Promise<Person> =>
        name === who ? world.join(name, { grantMedia }, none) : world.join(name);
      const [ann, bob] = [await join('ann'), await join('bob')];
      ann.session.call('bob');
      await settle();
      bob.session.answer();
      await settle();
      expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['live', 'live']);
      const [asked, other] = who === 'ann' ? [ann, bob] : [bob, ann];
      expect(other.media).toEqual([{ kind: 'media', camera: false, microphone: false }]);
      asked.local.update({ tracks: { video: fakeTrack('video', 'late') } });
      await settle();
      expect(other.tracks.map(({ track }) => track?.id)).toEqual(['late']);
      expect(other.media.at(-1)).toMatchObject({ camera: true });
      expect([ann.links.length, bob.links.length]).toEqual([1, 1]);
    },
  );

  it('goes on without a camera when it is denied', async () => {
    const grantMedia = (): Promise<void> => Promise.reject(new Error('denied'));
    const tracks = { audio: null, video: null };
    const { ann, bob } = await world.connected({ grantMedia }, { tracks });
    expect(ann.session.phase.kind).toBe('live');
    expect(bob.session.phase.kind).toBe('live');
    expect(ann.media).toEqual([{ kind: 'media', camera: false, microphone: false }]);
    expect(ann.tracks).toEqual([]);
  });

  it('leaves no link when the call ended while the camera was asked for', async () => {
    let allow = (): void => undefined;
    const grantMedia = (): Promise<void> => new Promise((resolve) => (allow = resolve));
    const { bob } = await world.connected({ grantMedia });
    bob.session.hangUp();
    allow();
    await settle();
    expect(world.network.links).toHaveLength(2);
    expect(world.network.open).toEqual([]);
  });

  it('ends the call when the peer connection cannot even be made', async () => {
    const linkFactory = (): never => {
      throw new SyntaxError('ICE server parsing failed');
    };
    const { ann, bob } = await world.connected({ linkFactory });
    await world.clock.advance(120_000);
    expect(bob.session.phase.kind).toBe('idle');
    expect(ann.ended.map(({ outcome }) => outcome)).toEqual(['media-failed']);
  });

  it('refuses to call while a call is on, and what is no name', async () => {
    const { ann } = await world.connected();
    expect(ann.session.call('carl')).toBe(false);
    ann.session.hangUp();
    expect(ann.session.call('')).toBe(false);
    expect(ann.session.phase.kind).toBe('idle');
  });
});

describe('a call that does not come about', () => {
  it('tells the caller what the callee said on declining, cleaned', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    ann.session.call('bob');
    await settle();
    expect(bob.session.decline('in a \u001b[31mmeeting\u009b2J')).toBe(true);
    await settle();
    expect(ann.ended[0]).toMatchObject({ peer: 'bob', outcome: 'declined', durationMs: 0 });
    expect(ann.ended[0].text).toContain('meeting');
    // eslint-disable-next-line no-control-regex
    expect(ann.ended[0].text).not.toMatch(/[\u0000-\u001f\u0080-\u009f]/);
    expect(bob.ended[0]).toMatchObject({ direction: 'incoming', outcome: 'declined' });
    expect(bob.grants()).toBe(0);
  });

  it('tells the callee when the caller gives up', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    ann.session.call('bob');
    await settle();
    ann.session.hangUp();
    await settle();
    expect(ann.ended).toMatchObject([{ outcome: 'cancelled', direction: 'outgoing' }]);
    expect(bob.ended).toMatchObject([{ outcome: 'cancelled', direction: 'incoming' }]);
    expect(world.server.openCalls).toBe(0);
  });

  it('cancels on the server, too, what was given up before the server answered', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    await world.join('carl');
    ann.session.call('bob');
    ann.session.hangUp();
    ann.session.call('carl');
    await settle();
    expect(bob.session.phase.kind).toBe('idle');
    expect(ann.session.phase).toMatchObject({ kind: 'outgoing', peer: 'carl' });
    expect(world.server.openCalls).toBe(1);
  });

  it('ends on both sides when nobody answers for 30 s', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    ann.session.call('bob');
    await world.clock.advance(30_000);
    expect(ann.ended).toMatchObject([{ outcome: 'no-answer' }]);
    expect(bob.ended).toMatchObject([{ outcome: 'no-answer' }]);
  });

  it('stops ringing by itself when the server never says that nobody answered', async () => {
    const ann = await world.join('ann');
    ann.session.handlePush({
      name: 'call:incoming',
      payload: { callId: 'from-nowhere', from: 'zoe' },
    });
    await world.clock.advance(40_000);
    expect(ann.ended).toMatchObject([{ peer: 'zoe', outcome: 'no-answer' }]);
  });

  it.each([
    ['nobody', 'no-such-person'],
    ['ann', 'not-yourself'],
  ])('ends with the refusal of the server: %s is %s', async (name, outcome) => {
    const ann = await world.join('ann');
    ann.session.call(name);
    await settle();
    expect(ann.ended).toMatchObject([{ peer: name, outcome }]);
  });

  it('ends as offline when there is no server', async () => {
    const ann = await world.join('ann');
    ann.signalling.drop();
    ann.session.call('bob');
    await settle();
    expect(ann.ended).toMatchObject([{ outcome: 'offline' }]);
  });

  it('is busy for a third', async () => {
    const { ann, bob } = await world.connected();
    const carl = await world.join('carl');
    carl.session.call('bob');
    await settle();
    expect(carl.ended).toMatchObject([{ outcome: 'person-busy' }]);
    expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['live', 'live']);
  });

  it('declines as busy a call that slips through while one is on', async () => {
    const { bob } = await world.connected();
    bob.session.handlePush({ name: 'call:incoming', payload: { callId: 'racing-1', from: 'zoe' } });
    await settle();
    expect(bob.signalling.asked.at(-1)).toBe('call:decline');
    expect(bob.session.phase).toMatchObject({ kind: 'live', peer: 'ann' });
  });

  it('declines a caller whose name cannot be shown, without ringing', async () => {
    const bob = await world.join('bob');
    bob.session.handlePush({
      name: 'call:incoming',
      payload: { callId: 'hostile-1', from: '\u001b\u0007' },
    });
    await settle();
    expect(bob.session.phase.kind).toBe('idle');
    expect(bob.signalling.asked).toEqual(['call:decline']);
  });

  it('reports a missed call', async () => {
    const bob = await world.join('bob');
    const payload = { from: 'ann', atMs: 5, reason: 'do-not-disturb' } as const;
    bob.session.handlePush({ name: 'call:missed', payload });
    expect(bob.missed).toEqual([payload]);
  });
});

describe('the end of a call', () => {
  it.each(['ann', 'bob'] as const)('reaches both when %s hangs up', async (who) => {
    const people = await world.connected();
    const { ann, bob } = people;
    await world.clock.advance(7_000);
    expect(people[who].session.hangUp()).toBe(true);
    await settle();
    const summary = { outcome: 'hung-up', durationMs: 7_000 };
    expect(ann.ended).toMatchObject([{ ...summary, peer: 'bob', direction: 'outgoing' }]);
    expect(bob.ended).toMatchObject([{ ...summary, peer: 'ann', direction: 'incoming' }]);
    expect(world.network.open).toEqual([]);
    expect(world.windowClock.pendingCount).toBe(0);
    expect([ann.phases.at(-1), bob.phases.at(-1)]).toEqual(['idle', 'idle']);
  });

  it('takes the remote tracks away', async () => {
    const { ann } = await world.connected();
    ann.session.hangUp();
    expect(ann.tracks.slice(-2)).toEqual([
      { kind: 'audio', track: null },
      { kind: 'video', track: null },
    ]);
  });

  it('does not show a break when the other end hangs up and its link is gone first', async () => {
    const { ann, bob } = await world.connected();
    bob.links[0].dispose();
    await settle();
    expect(ann.session.phase.kind).toBe('live');
    bob.session.hangUp();
    await settle();
    expect(ann.ended).toMatchObject([{ outcome: 'hung-up' }]);
    expect(ann.phases).not.toContain('reconnecting');
  });

  it('leaves the way free for a second call right after', async () => {
    const { ann, bob } = await world.connected();
    ann.session.hangUp();
    bob.session.hangUp();
    await settle();
    expect(bob.session.call('ann')).toBe(true);
    await settle();
    ann.session.answer();
    await settle();
    expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['live', 'live']);
    expect(ann.session.phase).toMatchObject({ peer: 'bob' });
  });

  it('comes with signing out', async () => {
    const { ann } = await world.connected();
    await ann.signalling.signOut();
    expect(ann.ended).toMatchObject([{ outcome: 'hung-up' }]);
    expect(ann.links[0].state).toBe('closed');
  });

  it('comes with disposing, which tells the other side and leaves nothing behind', async () => {
    const { ann, bob } = await world.connected();
    ann.session.dispose();
    ann.session.dispose();
    await settle();
    expect(bob.ended).toMatchObject([{ outcome: 'hung-up' }]);
    expect(world.windowClock.pendingCount).toBe(0);
    expect(ann.session.call('bob')).toBe(true);
    expect(ann.session.phase.kind).toBe('idle');
  });

  it('is not held up by a listener that fails', async () => {
    const { ann, bob } = await world.connected();
    const fail = (): void => {
      throw new Error('of the listener');
    };
    ann.session.onPhase(fail);
    ann.remote.on('track', fail);
    ann.session.hangUp();
    await settle();
    expect(ann.ended).toHaveLength(1);
    expect(bob.ended).toHaveLength(1);
    expect(ann.log.some(({ level }) => level === 'error')).toBe(true);
  });
});

describe('media', () => {
  it('tells the other end what is on, when the link opens and on change', async () => {
    const { ann, bob } = await world.connected();
    expect(bob.media).toEqual([{ kind: 'media', camera: true, microphone: true }]);
    ann.local.update({ tracks: { video: null } });
    ann.local.update({ isMuted: true });
    expect(bob.media.slice(1)).toEqual([
      { kind: 'media', camera: false, microphone: true },
      { kind: 'media', camera: false, microphone: false },
    ]);
    // It stays where it is: a muted track sends silence.
    expect(ann.links[0].sending).toMatchObject({ audio: { id: 'ann-audio' }, video: null });
  });

  it('tells of a camera that gives no picture before it is told to be off, and when it is over', async () => {
    const { ann, bob } = await world.connected();
    ann.local.update({ tracks: { video: fakeTrack('video') } });
    ann.media.length = 0;
    const [link] = bob.links;
    link.sent.length = 0;
    bob.local.update({ tracks: { video: null }, isCameraDark: true });
    // An older program drops what it does not know, and takes the camera for off.
    expect(link.sent).toEqual([
      { kind: 'dark', isOn: true },
      { kind: 'media', camera: false, microphone: true },
    ]);
    expect(ann.media).toEqual([{ kind: 'media', camera: false, microphone: true, isDark: true }]);
    bob.local.update({ tracks: { video: fakeTrack('video', 'again') }, isCameraDark: false });
    expect(ann.media.slice(1)).toEqual([{ kind: 'media', camera: true, microphone: true }]);
    bob.local.update({ tracks: { video: null } });
    expect(ann.media.slice(2)).toEqual([{ kind: 'media', camera: false, microphone: true }]);
    expect(link.sent.filter(({ kind }) => kind === 'dark')).toHaveLength(2);
  });

  it('tells again later what the channel was not open for', async () => {
    const { ann, bob } = await world.connected();
    const link = ann.links[0];
    const { remote } = link;
    link.remote = null;
    ann.local.update({ tracks: { video: null } });
    expect(bob.media).toHaveLength(1);
    link.remote = remote;
    await world.clock.advance(1_000);
    expect(bob.media.at(-1)).toMatchObject({ camera: false });
  });

  it('sends what was chosen before the link was there', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    ann.session.call('bob');
    ann.local.update({ tracks: { audio: null } });
    await settle();
    bob.session.answer();
    await settle();
    expect(ann.links[0].sending.audio).toBeNull();
    expect(bob.media).toMatchObject([{ microphone: false }]);
  });

  it('sends in the next call what there is by then', async () => {
    const { ann, bob } = await world.connected();
    ann.local.update({ tracks: { audio: null } });
    ann.session.hangUp();
    ann.local.update({ tracks: { audio: fakeTrack('audio', 'again'), video: null } });
    await settle();
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    const { sending } = ann.links[1];
    expect([sending.audio?.id, sending.video]).toEqual(['again', null]);
  });

  it('gives figures every second while the call lasts', async () => {
    const { ann } = await world.connected();
    await world.clock.advance(3_500);
    expect(ann.stats).toHaveLength(3);
    ann.session.hangUp();
    await world.clock.advance(3_000);
    expect(ann.stats).toHaveLength(3);
  });
});

describe('a call to the echo peer', () => {
  it('has both ends here, and tells them apart by who the server says speaks', async () => {
    const ann = await world.join('ann');
    ann.session.call('echo');
    await settle();
    expect(ann.session.phase).toMatchObject({ kind: 'live', peer: 'echo' });
    const [own] = ann.links;
    const echo = world.network.links.find((link) => link !== own)!;
    expect(own.remote).toBe(echo);
    expect(echo.remote).toBe(own);
    expect(own.received.map(({ kind }) => kind)).toEqual(['description']);
    expect(echo.received.map(({ kind }) => kind)).toEqual(['description', 'candidate']);
  });

  it('closes both ends on hanging up', async () => {
    const ann = await world.join('ann');
    ann.session.call('echo');
    await settle();
    ann.session.hangUp();
    await settle();
    expect(world.network.open).toEqual([]);
    expect(world.server.openCalls).toBe(0);
  });

  it('fails in the end where there is no echo', async () => {
    const ann = await world.join('ann', { createEchoPeer: undefined });
    ann.session.call('echo');
    await world.clock.advance(150_000);
    expect(ann.ended).toMatchObject([{ outcome: 'media-failed' }]);
  });
});
