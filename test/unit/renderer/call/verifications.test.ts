import { describe, expect, it } from 'vitest';
import type { VerificationChannel } from '../../../../src/renderer/call/verification-channel';
import {
  type EndedVerification,
  Verifications,
  type VerificationView,
} from '../../../../src/renderer/call/verifications';
import type { SeenFingerprints } from '../../../../src/renderer/rtc/seen-fingerprints';
import { Emitter } from '../../../../src/shared/base/emitter';
import { VERIFICATION } from '../../../../src/shared/identity/verification-state';
import type { VerifyMessage } from '../../../../src/shared/protocol/peer-messages';
import { FakeClock, settle } from '../../../helpers/fake-clock';
import { chance } from '../../../helpers/sas-runs';
import { CallWorld } from './call-fixture';

/** One end of a wire between two programs. */
class WireEnd implements VerificationChannel {
  private readonly emitter = new Emitter<VerifyMessage>();
  readonly onMessage = this.emitter.event;
  readonly sent: VerifyMessage[] = [];
  other: WireEnd | null = null;

  constructor(private readonly seen: SeenFingerprints | null) {}

  send(message: VerifyMessage): boolean {
    this.sent.push(message);
    this.other?.emitter.fire(message);
    return this.other !== null;
  }

  fingerprints(): Promise<SeenFingerprints | null> {
    return Promise.resolve(this.seen);
  }
}

/** @param between The certificate of somebody who passes everything on; `null`: nobody does. */
function wire(between: string | null = null): [WireEnd, WireEnd] {
  const one = new WireEnd({ local: 'AA', remote: between ?? 'BB' });
  const other = new WireEnd({ local: 'BB', remote: between ?? 'AA' });
  one.other = other;
  other.other = one;
  return [one, other];
}

const KEYS: Record<string, string> = { ann: '11'.repeat(32), bob: '22'.repeat(32) };

/** A user whose calls are with those of `names`, by id. */
function user(name: string, clock: FakeClock, names: Record<string, string>) {
  let chances = 0;
  const views: (VerificationView | null)[] = [];
  const ended: EndedVerification[] = [];
  const verifications = new Verifications({
    clock,
    logger: { log: () => undefined },
    randomHex: (bytes) => chance((chances += 1), name).slice(0, 2 * bytes),
    localKey: () => Promise.resolve(KEYS[name] ?? null),
    remoteKey: (id) => KEYS[names[id] ?? ''] ?? null,
    talk: () => 'call-0001',
    nameOf: (id) => names[id] ?? null,
  });
  verifications.onChange((view) => views.push(view));
  verifications.onEnded((each) => ended.push(each));
  return { verifications, views, ended, outcomes: () => ended.map(({ outcome }) => outcome) };
}

function annAndBob() {
  const clock = new FakeClock();
  const ann = user('ann', clock, { peer: 'bob', cat: 'cat' });
  const bob = user('bob', clock, { peer: 'ann' });
  const connect = (between: string | null = null): [WireEnd, WireEnd] => {
    const ends = wire(between);
    ann.verifications.setChannel('peer', ends[0]);
    bob.verifications.setChannel('peer', ends[1]);
    return ends;
  };
  return { clock, ann, bob, connect };
}

const words = ({ verifications }: { verifications: Verifications }): string | undefined =>
  verifications.view?.emoji?.map(({ name }) => name).join(' ');

describe('two people who compare', () => {
  it('see the same seven emoji, and whom they compare with', async () => {
    const { ann, bob, connect } = annAndBob();
    connect();
    expect(await ann.verifications.ask('peer')).toBeNull();
    await settle();
    expect(ann.verifications.view).toMatchObject({ person: { name: 'bob' }, isOwn: true });
    expect(bob.verifications.view).toMatchObject({
      person: { name: 'ann' },
      isOwn: false,
      localKey: KEYS.bob,
      remoteKey: KEYS.ann,
    });
    expect(ann.verifications.view?.emoji).toHaveLength(7);
    expect(words(bob)).toBe(words(ann));
    ann.verifications.decide(true);
    expect(ann.verifications.view?.isWaiting).toBe(true);
    await settle();
    bob.verifications.decide(true);
    await settle();
    expect(ann.ended).toEqual([
      { person: { id: 'peer', name: 'bob' }, outcome: 'match', remoteKey: KEYS.bob },
    ]);
    expect(bob.outcomes()).toEqual(['match']);
    expect([ann.views.at(-1), bob.views.at(-1)]).toEqual([null, null]);
  });

  it('are told that the two ends see different connections', async () => {
    const { ann, bob, connect } = annAndBob();
    connect('MM');
    await ann.verifications.ask('peer');
    await settle();
    expect([ann.outcomes(), bob.outcomes()]).toEqual([['tampered'], ['tampered']]);
  });

  it('cannot without a connection', async () => {
    const { ann } = annAndBob();
    expect(await ann.verifications.ask('peer')).toBe('not-connected');
    ann.verifications.setChannel('peer', new WireEnd(null));
    expect(await ann.verifications.ask('peer')).toBe('not-connected');
    expect(ann.verifications.view).toBeNull();
  });

  it('compare one at a time: whoever else asks is told so at once', async () => {
    const { ann, connect } = annAndBob();
    connect();
    await ann.verifications.ask('peer');
    const [own, cats] = wire();
    ann.verifications.setChannel('cat', own);
    cats.send({ kind: 'verify-commit', run: 'run-of-cat', commitment: chance(1, 'cat') });
    await settle();
    expect(own.sent).toEqual([{ kind: 'verify-cancel', run: 'run-of-cat', reason: 'cancelled' }]);
    expect(ann.verifications.view?.person.name).toBe('bob');
    expect(await ann.verifications.ask('cat')).toBe('busy');
  });

  it('are not asked by somebody who is blocked', async () => {
    const clock = new FakeClock();
    const ann = user('ann', clock, {});
    const [own, bobs] = wire();
    ann.verifications.setChannel('peer', own);
    bobs.send({ kind: 'verify-commit', run: 'run-of-bob', commitment: chance(1, 'bob') });
    await settle();
    expect([own.sent, ann.views]).toEqual([[], []]);
  });

  it('are left alone after two minutes', async () => {
    const { clock, ann, bob, connect } = annAndBob();
    connect();
    await ann.verifications.ask('peer');
    await clock.advance(VERIFICATION.decideMs);
    expect(ann.verifications.view).toBeNull();
    // Both clocks are due at once: either way, it is over.
    expect([ann.outcomes().length, bob.outcomes().length]).toEqual([1, 1]);
    expect(clock.pendingCount).toBe(0);
  });

  it('begin anew when the connection is another one', async () => {
    const { clock, ann, bob, connect } = annAndBob();
    connect();
    await ann.verifications.ask('peer');
    await settle();
    const before = words(ann);
    connect();
    expect([ann.outcomes(), bob.outcomes()]).toEqual([['gone'], ['gone']]);
    expect([ann.views.at(-1), bob.views.at(-1)]).toEqual([null, null]);
    await ann.verifications.ask('peer');
    await settle();
    expect(words(ann)).toBe(words(bob));
    expect(words(ann)).not.toBe(before);
    ann.verifications.cancel();
    await settle();
    expect(clock.pendingCount).toBe(0);
  });

  it('have three tries, over however many calls', async () => {
    const { ann, bob, connect } = annAndBob();
    for (let call = 0; call < 3; call += 1) {
      connect();
      await ann.verifications.ask('peer');
      await settle();
      bob.verifications.decide(false);
      await settle();
    }
    expect(ann.outcomes()).toEqual(['remote-differs', 'remote-differs', 'remote-differs']);
    const [own] = connect();
    await ann.verifications.ask('peer');
    await settle();
    expect(own.sent).toEqual([]);
    expect(ann.outcomes().at(-1)).toBe('blocked');
  });
});

describe('a call', () => {
  it('has a place to compare over, for as long as its connection lasts', async () => {
    const world = new CallWorld();
    const [ann, bob] = [await world.join('ann'), await world.join('bob')];
    const channels: (VerificationChannel | null)[] = [];
    ann.remote.on('verification', ({ value }) => channels.push(value));
    const heard: VerifyMessage[] = [];
    bob.remote.on('verification', ({ value }) =>
      value?.onMessage((message) => heard.push(message)),
    );
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(await channels[0]?.fingerprints()).toEqual({ local: 'AA', remote: 'BB' });
    const message = { kind: 'verify-answer', run: 'run-0001', nonce: chance(1, 'x') } as const;
    expect(channels[0]?.send(message)).toBe(true);
    expect(heard).toEqual([message]);
    ann.session.hangUp();
    await settle();
    expect(channels.at(-1)).toBeNull();
  });
});
