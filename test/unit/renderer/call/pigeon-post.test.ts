import { beforeEach, describe, expect, it } from 'vitest';
import { GATHER_LIMIT_MS } from '../../../../src/renderer/call/pigeon-gathering';
import {
  type PigeonNews,
  PigeonPost,
  type PigeonPorts,
  type PigeonView,
} from '../../../../src/renderer/call/pigeon-post';
import type { PigeonPartner } from '../../../../src/renderer/call/call-session';
import { Emitter } from '../../../../src/shared/base/emitter';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import type { Signer } from '../../../../src/shared/identity/signer';
import { signalsOfPigeon } from '../../../../src/shared/pigeon/pigeon-description';
import { PIGEON_LIFE_MS } from '../../../../src/shared/pigeon/pigeon-letter';
import { readOffer } from '../../../../src/shared/pigeon/read-letter';
import type { WrittenLetter } from '../../../../src/shared/pigeon/write-letter';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { FakeClock, settle } from '../../../helpers/fake-clock';
import { ANN, BOB, DESCRIPTION, EVE } from '../../shared/pigeon/pigeon-fixture';

/** A call that does nothing but remember what it was told. */
class FakeCall {
  phase: CallPhase = { kind: 'idle' };
  readonly partners: PigeonPartner[] = [];
  private readonly phases = new Emitter<CallPhase>();
  readonly onPhase = this.phases.event;
  private readonly signals = new Emitter<Signal>();
  readonly onLetterSignal = this.signals.event;

  offerByPigeon(callId: string): boolean {
    this.go({ kind: 'pigeon', callId });
    return true;
  }

  answerByPigeon(callId: string, partner: PigeonPartner): boolean {
    this.partners.push(partner);
    this.go({ kind: 'connecting', callId, peer: partner.peer });
    return true;
  }

  takePigeonAnswer(partner: PigeonPartner): boolean {
    this.partners.push(partner);
    const callId = 'callId' in this.phase ? (this.phase.callId ?? '') : '';
    this.go({ kind: 'connecting', callId, peer: partner.peer });
    return true;
  }

  hangUp(): boolean {
    this.go({ kind: 'idle' });
    return true;
  }

  go(phase: CallPhase): void {
    this.phase = phase;
    this.phases.fire(phase);
  }

  /** What a browser finds, and that it has found it all. */
  find(isAll: boolean, candidates = DESCRIPTION.candidates): void {
    const description = { ...DESCRIPTION, candidates };
    const letter = { kind: 'offer', id: '0'.repeat(32), description } as const;
    for (const signal of signalsOfPigeon(letter)) this.signals.fire(signal);
    const end = { candidate: '', sdpMid: '0', sdpMLineIndex: 0 };
    if (isAll) this.signals.fire({ kind: 'candidate', generation: 0, ...end });
  }
}

let clock: FakeClock;
let ids = 0;

beforeEach(() => {
  clock = new FakeClock(1_800_000_000_000);
  ids = 0;
});

function join(name: string | null, signer: Signer | null, change: Partial<PigeonPorts> = {}) {
  const call = new FakeCall();
  const views: (PigeonView | null)[] = [];
  const news: PigeonNews[] = [];
  const post = new PigeonPost({
    call,
    isInRoom: () => false,
    signer: () => signer,
    name: () => name,
    trustOf: () => 'unknown',
    isBlocked: () => false,
    randomHex: (bytes) => {
      ids += 1;
      return ids.toString(16).padStart(2 * bytes, '0');
    },
    clock,
    logger: { log: () => undefined },
    ...change,
  });
  post.onView((view) => views.push(view));
  post.onNews((each) => news.push(each));
  return { call, post, views, news };
}
type Someone = ReturnType<typeof join>;

async function letterOf(someone: Someone): Promise<WrittenLetter> {
  someone.call.find(true);
  await settle();
  const { view } = someone.post;
  if (view === null || view.kind === 'gathering') throw new Error('nothing was written');
  return view.letter;
}

async function offered(
  change: Partial<PigeonPorts> = {},
): Promise<{ ann: Someone; letter: WrittenLetter }> {
  const ann = join('ann', ANN, change);
  expect(ann.post.offer().ok).toBe(true);
  return { ann, letter: await letterOf(ann) };
}

describe('letters by hand', () => {
  it('lead two people to each other', async () => {
    const { ann, letter } = await offered();
    const bob = join('bob', BOB);
    expect(bob.post.answer(letter.text).ok).toBe(true);
    const answer = await letterOf(bob);
    expect(bob.post.view).toMatchObject({ kind: 'answer', peer: 'ann' });
    expect(ann.post.done(answer.text).ok).toBe(true);
    expect(ann.call.partners).toMatchObject([{ peer: 'bob', key: BOB.publicKey }]);
    expect(bob.call.partners).toMatchObject([{ peer: 'ann', key: ANN.publicKey }]);
    expect(ann.call.partners[0].signals).toHaveLength(1 + DESCRIPTION.candidates.length);
    expect(ann.post.view).toBeNull();
    bob.call.go({ kind: 'live', peer: 'ann', callId: letter.letter.id, sinceMs: 0 });
    expect(bob.post.view).toBeNull();
    expect(clock.pendingCount).toBe(1);
  });

  it('are not written where no way leads here', async () => {
    const ann = join('ann', ANN);
    ann.post.offer();
    ann.call.find(true, []);
    await settle();
    expect(ann.news).toEqual(['no-ways']);
    expect([ann.call.phase.kind, ann.post.view]).toEqual(['idle', null]);
  });

  it('say what was found by then where a STUN server never answers', async () => {
    const ann = join('ann', ANN);
    ann.post.offer();
    ann.call.find(false);
    await clock.advance(GATHER_LIMIT_MS - 1);
    await settle();
    expect(ann.post.view?.kind).toBe('gathering');
    await clock.advance(1);
    await settle();
    expect(ann.post.view?.kind).toBe('offer');
  });

  it('wait for the user’s leave to use the camera for as long as that takes', async () => {
    const ann = join('ann', ANN);
    ann.post.offer();
    await clock.advance(60_000);
    await settle();
    expect(ann.post.view?.kind).toBe('gathering');
    expect((await letterOf(ann)).letter.name).toBe('ann');
  });

  it('are read by a camera as either is wanted', async () => {
    const { ann, letter } = await offered();
    const bob = join('bob', BOB);
    expect(bob.post.take(letter.code).ok).toBe(true);
    const answer = await letterOf(bob);
    // Her own screen, in a mirror.
    expect(ann.post.take(letter.code)).toEqual({ ok: true, value: undefined });
    expect(ann.call.partners).toEqual([]);
    expect(ann.post.take(answer.code).ok).toBe(true);
    expect(ann.call.phase).toMatchObject({ kind: 'connecting', peer: 'bob' });
  });

  it('that cross are told', async () => {
    const { ann } = await offered();
    const bob = join('bob', BOB);
    bob.post.offer();
    const bobs = await letterOf(bob);
    expect(ann.post.take(bobs.code)).toEqual({ ok: false, error: { kind: 'crossed' } });
    expect(ann.post.answer(bobs.text)).toEqual({ ok: false, error: { kind: 'busy' } });
  });
});

describe('no call is begun, and no camera opened', () => {
  it.each([
    ['no-name', null, ANN, {}],
    ['no-key', 'ann', null, {}],
    ['in-room', 'ann', ANN, { isInRoom: () => true }],
  ] as const)('where there is %s', (kind, name, signer, change) => {
    const ann = join(name, signer, change);
    expect(ann.post.offer()).toEqual({ ok: false, error: { kind } });
    expect(ann.call.phase.kind).toBe('idle');
  });

  it.each([
    ['other-key', { trustOf: () => 'changed' as const }],
    ['blocked', { isBlocked: () => true }],
  ])('with somebody who is %s, at either end', async (kind, change) => {
    const { letter } = await offered();
    const bob = join('bob', BOB, change);
    expect(bob.post.answer(letter.text)).toEqual({ ok: false, error: { kind, name: 'ann' } });
    expect(bob.call.phase.kind).toBe('idle');

    const { ann, letter: hers } = await offered(change);
    const eve = join('eve', EVE);
    eve.post.answer(hers.text);
    const answer = await letterOf(eve);
    expect(ann.post.done(answer.text)).toEqual({ ok: false, error: { kind, name: 'eve' } });
    expect(ann.call.phase.kind).toBe('pigeon');
  });

  it('by a letter that is none, too old, one’s own, or in the name of echo', async () => {
    const { ann, letter } = await offered();
    const bob = join('bob', BOB);
    const failure = (error: string) => ({ ok: false, error: { kind: 'letter', error } });
    expect(bob.post.answer('hello')).toEqual(failure('no-letter'));
    expect(bob.post.done(letter.text)).toEqual({ ok: false, error: { kind: 'no-offer' } });
    expect(ann.post.done(letter.text)).toEqual(failure('answer-wanted'));
    const echo = join('echo', EVE);
    echo.post.offer();
    expect(bob.post.answer((await letterOf(echo)).text)).toEqual(failure('malformed'));
    const own = join('ann', ANN);
    expect(own.post.answer(letter.text)).toEqual(failure('own'));
    await clock.advance(PIGEON_LIFE_MS);
    expect(bob.post.answer(letter.text)).toEqual(failure('expired'));
    expect([bob.call.phase.kind, own.call.phase.kind]).toEqual(['idle', 'idle']);
  });

  it('twice by one answer, or by that to an offer before', async () => {
    const { ann, letter } = await offered();
    const bob = join('bob', BOB);
    bob.post.answer(letter.text);
    const answer = await letterOf(bob);
    ann.call.hangUp();
    ann.post.offer();
    await letterOf(ann);
    expect(ann.post.done(answer.text)).toEqual({
      ok: false,
      error: { kind: 'letter', error: 'other-offer' },
    });
    expect(ann.call.phase.kind).toBe('pigeon');
  });
});

describe('an offer that is out', () => {
  it('is taken back when it is too old', async () => {
    const { ann } = await offered();
    await clock.advance(PIGEON_LIFE_MS);
    expect(ann.news).toEqual(['expired']);
    expect(ann.call.phase.kind).toBe('idle');
    expect(ann.post.view).toBeNull();
  });

  it('is gone when the user hangs up, and nothing of it is left', async () => {
    const { ann, letter } = await offered();
    expect(readOffer(letter.text, { localKey: null, nowMs: clock.nowMs() }).ok).toBe(true);
    ann.call.hangUp();
    expect(ann.views.at(-1)).toBeNull();
    expect(clock.pendingCount).toBe(0);
  });
});
