import { describe, expect, it } from 'vitest';
import {
  isVerificationBlocked,
  reduceVerification,
  verificationDueMs,
} from '../../../../src/shared/identity/verification';
import {
  NO_HISTORY,
  type SeenConnection,
  VERIFICATION,
  type VerificationEffect,
  type VerificationEvent,
  type VerificationOutcome,
  type VerificationState,
} from '../../../../src/shared/identity/verification-state';
import type { VerifyMessage } from '../../../../src/shared/protocol/peer-messages';
import { chance } from '../../../helpers/sas-runs';

const ANN = { key: '11'.repeat(32), fingerprint: 'AA' };
const BOB = { key: '22'.repeat(32), fingerprint: 'BB' };
const MALLORY = { key: BOB.key, fingerprint: 'MM' };
const TALK = 'call-0001';
const RUN = 'run-of-ann';

/** One of two ends, and all that it said and came to. */
class End {
  state: VerificationState = { phase: { kind: 'idle' }, history: NO_HISTORY };
  readonly sent: VerifyMessage[] = [];
  readonly outcomes: VerificationOutcome[] = [];
  nowMs = 1_000;
  private nonces = 0;

  constructor(
    private readonly name: string,
    readonly seen: SeenConnection,
  ) {}

  ask(run = RUN): VerifyMessage[] {
    return this.tell({ kind: 'ask', run, nonce: this.nonce(), seen: this.seen });
  }

  take(message: VerifyMessage | undefined): VerifyMessage[] {
    if (message === undefined) throw new Error('nothing was said');
    return this.tell({ kind: 'message', message, nonce: this.nonce(), seen: this.seen });
  }

  tell(event: VerificationEvent): VerifyMessage[] {
    const { state, effects } = reduceVerification(this.state, event, this.nowMs);
    this.state = state;
    return this.note(effects);
  }

  /** What is shown. */
  get numbers(): string | null {
    const { phase } = this.state;
    return phase.kind === 'comparing' ? phase.numbers.join(' ') : null;
  }

  private note(effects: readonly VerificationEffect[]): VerifyMessage[] {
    const said = effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
    this.sent.push(...said);
    for (const effect of effects) if (effect.kind === 'ended') this.outcomes.push(effect.outcome);
    return said;
  }

  private nonce(): string {
    this.nonces += 1;
    return chance(this.nonces, this.name);
  }
}

function pair(): { ann: End; bob: End } {
  return {
    ann: new End('ann', { talk: TALK, local: ANN, remote: BOB }),
    bob: new End('bob', { talk: TALK, local: BOB, remote: ANN }),
  };
}

/** Delivers until nobody has anything left to say. */
function deliver(to: End, from: End, said: readonly VerifyMessage[]): void {
  for (const message of said) deliver(from, to, to.take(message));
}

function compared(): { ann: End; bob: End } {
  const { ann, bob } = pair();
  deliver(bob, ann, ann.ask());
  return { ann, bob };
}

describe('comparing', () => {
  it('shows the same at both ends, and holds when both say so', () => {
    const { ann, bob } = compared();
    expect(ann.numbers).toMatch(/^(\d+ ){6}\d+$/);
    expect(bob.numbers).toBe(ann.numbers);
    expect(ann.sent.map(({ kind }) => kind)).toEqual(['verify-commit', 'verify-reveal']);
    deliver(bob, ann, ann.tell({ kind: 'decide', isMatch: true }));
    expect([ann.outcomes, bob.outcomes]).toEqual([[], []]);
    deliver(ann, bob, bob.tell({ kind: 'decide', isMatch: true }));
    expect([ann.outcomes, bob.outcomes]).toEqual([['match'], ['match']]);
  });

  it('ends at once for both when one says that they differ', () => {
    const { ann, bob } = compared();
    deliver(bob, ann, ann.tell({ kind: 'decide', isMatch: true }));
    deliver(ann, bob, bob.tell({ kind: 'decide', isMatch: false }));
    expect([ann.outcomes, bob.outcomes]).toEqual([['remote-differs'], ['differs']]);
  });

  it('never holds by what the remote end says alone', () => {
    const { ann } = compared();
    const run = RUN;
    ann.take({ kind: 'verify-verdict', run, isMatch: true });
    expect(ann.outcomes).toEqual([]);
    ann.take({ kind: 'verify-verdict', run, isMatch: true });
    expect(ann.outcomes).toEqual(['out-of-sequence']);
  });

  it('takes one of two questions that cross, the same at both ends', () => {
    const { ann, bob } = pair();
    const [fromAnn, fromBob] = [ann.ask('run-of-ann'), bob.ask('run-of-bob')];
    deliver(ann, bob, fromBob);
    deliver(bob, ann, fromAnn);
    expect(ann.numbers).not.toBeNull();
    expect(bob.numbers).toBe(ann.numbers);
    // The lower key asks.
    expect(bob.state.phase).toMatchObject({ run: 'run-of-ann', isInitiator: false });
    expect([ann.outcomes, bob.outcomes]).toEqual([[], []]);
  });

  it('is called off by either, and by a connection that is gone', () => {
    const { ann, bob } = compared();
    deliver(bob, ann, ann.tell({ kind: 'cancel' }));
    expect([ann.outcomes, bob.outcomes]).toEqual([['cancelled'], ['remote-cancelled']]);
    deliver(bob, ann, ann.ask('another-run'));
    expect(ann.numbers).toBe(bob.numbers);
    ann.tell({ kind: 'gone' });
    expect(ann.outcomes).toEqual(['cancelled', 'gone']);
  });

  it('says nothing when there is nothing to say anything of', () => {
    const { ann } = pair();
    for (const kind of ['cancel', 'gone', 'time'] as const) expect(ann.tell({ kind })).toEqual([]);
    expect(ann.tell({ kind: 'decide', isMatch: true })).toEqual([]);
    expect(ann.outcomes).toEqual([]);
  });
});

describe('somebody in the middle', () => {
  it('who passes all on is found out by the commitment', () => {
    const ann = new End('ann', { talk: TALK, local: ANN, remote: MALLORY });
    const bob = new End('bob', { talk: TALK, local: BOB, remote: { ...MALLORY, key: ANN.key } });
    deliver(bob, ann, ann.ask());
    expect(bob.numbers).toBeNull();
    expect([ann.outcomes, bob.outcomes]).toEqual([['tampered'], ['tampered']]);
  });

  it('who speaks to each in the name of the other has both see something else', () => {
    const ann = new End('ann', { talk: TALK, local: ANN, remote: MALLORY });
    const bob = new End('bob', { talk: TALK, local: BOB, remote: { ...MALLORY, key: ANN.key } });
    const towardsAnn = new End('mallory', { talk: TALK, local: MALLORY, remote: ANN });
    const towardsBob = new End('mallory', {
      talk: TALK,
      local: { ...MALLORY, key: ANN.key },
      remote: BOB,
    });
    deliver(towardsAnn, ann, ann.ask());
    deliver(bob, towardsBob, towardsBob.ask());
    expect(ann.numbers).not.toBeNull();
    expect(bob.numbers).not.toBeNull();
    expect(bob.numbers).not.toBe(ann.numbers);
  });

  it('gets no nonce of the initiator before it has said one itself', () => {
    const { ann } = pair();
    ann.ask();
    for (const kind of ['verify-reveal', 'verify-answer'] as const) {
      ann.take({ kind, run: 'of-somebody-else', nonce: chance(1, 'guess') });
    }
    expect(ann.sent.map(({ kind }) => kind)).toEqual(['verify-commit']);
  });

  it('cannot reveal anything that was not committed to', () => {
    const { ann, bob } = pair();
    const [commit] = ann.ask();
    bob.take(commit);
    bob.take({ kind: 'verify-reveal', run: RUN, nonce: chance(1, 'another') });
    expect(bob.numbers).toBeNull();
    expect(bob.outcomes).toEqual(['tampered']);
  });

  it('is refused a reveal before a commitment', () => {
    const { bob } = pair();
    bob.take({ kind: 'verify-reveal', run: RUN, nonce: chance(1, 'first') });
    expect([bob.numbers, bob.sent, bob.outcomes]).toEqual([null, [], []]);
  });
});

describe('whatever is out of order', () => {
  const nonce = chance(1, 'any');
  const said: Record<string, VerifyMessage> = {
    commit: { kind: 'verify-commit', run: RUN, commitment: nonce },
    answer: { kind: 'verify-answer', run: RUN, nonce },
    reveal: { kind: 'verify-reveal', run: RUN, nonce },
    verdict: { kind: 'verify-verdict', run: RUN, isMatch: true },
  };

  it.each([
    ['asking', 'commit'],
    ['asking', 'reveal'],
    ['asking', 'verdict'],
    ['answering', 'commit'],
    ['answering', 'answer'],
    ['answering', 'verdict'],
    ['comparing', 'commit'],
    ['comparing', 'answer'],
    ['comparing', 'reveal'],
  ])('ends a comparison: %s, and then a %s', (phase, message) => {
    const { ann, bob } = pair();
    const [commit] = ann.ask();
    const [answer] = bob.take(commit);
    if (phase === 'comparing') ann.take(answer);
    const end = phase === 'answering' ? bob : ann;
    expect(end.state.phase.kind).toBe(phase);
    const told = end.take(said[message]);
    expect(told).toEqual([{ kind: 'verify-cancel', run: RUN, reason: 'out-of-sequence' }]);
    expect(end.outcomes).toEqual(['out-of-sequence']);
    expect(end.state.phase.kind).toBe('idle');
  });

  it('is ignored where it is of another comparison', () => {
    const { ann } = compared();
    const before = ann.state;
    for (const message of [said.answer, said.reveal, said.verdict]) {
      expect(ann.take({ ...message, run: 'an-earlier-run' })).toEqual([]);
    }
    expect(ann.state).toEqual(before);
  });
});

describe('time', () => {
  it('is short for programs, longer for people, and never more than ten minutes', () => {
    const { ann, bob } = pair();
    expect(verificationDueMs(ann.state)).toBeNull();
    const [commit] = ann.ask();
    const startMs = ann.nowMs;
    expect(verificationDueMs(ann.state)).toBe(startMs + VERIFICATION.answerMs);
    ann.nowMs += 1_000;
    ann.take(bob.take(commit)[0]);
    expect(verificationDueMs(ann.state)).toBe(ann.nowMs + VERIFICATION.decideMs);
    ann.tell({ kind: 'decide', isMatch: true });
    expect(verificationDueMs(ann.state)).toBe(startMs + VERIFICATION.totalMs);
    ann.nowMs = startMs + VERIFICATION.totalMs - 1;
    expect(ann.tell({ kind: 'time' })).toEqual([]);
    ann.nowMs += 1;
    expect(ann.tell({ kind: 'time' })).toMatchObject([{ reason: 'timed-out' }]);
    expect(ann.outcomes).toEqual(['timed-out']);
  });

  it('tells a program that does not answer from a person who does not decide', () => {
    const { ann } = pair();
    ann.ask();
    ann.nowMs += VERIFICATION.answerMs;
    ann.tell({ kind: 'time' });
    expect(ann.outcomes).toEqual(['unanswered']);
    const later = compared();
    later.ann.nowMs += VERIFICATION.decideMs;
    deliver(later.bob, later.ann, later.ann.tell({ kind: 'time' }));
    expect([later.ann.outcomes, later.bob.outcomes]).toEqual([['timed-out'], ['remote-timed-out']]);
  });
});

describe('three that failed', () => {
  function fail(ann: End, bob: End, run: string): void {
    deliver(bob, ann, ann.ask(run));
    deliver(bob, ann, ann.tell({ kind: 'decide', isMatch: false }));
  }

  it('block the fourth for ten minutes, at either end', () => {
    const { ann, bob } = pair();
    for (const run of ['run-one-', 'run-two-', 'run-three']) fail(ann, bob, run);
    expect(ann.ask('run-four')).toEqual([]);
    expect(ann.outcomes).toEqual(['differs', 'differs', 'differs', 'blocked']);
    // Somebody whose program does not keep to that.
    const told = bob.take({ kind: 'verify-commit', run: 'run-four', commitment: chance(1, 'x') });
    expect(told).toEqual([{ kind: 'verify-cancel', run: 'run-four', reason: 'blocked' }]);
    expect(isVerificationBlocked(ann.state.history, ann.nowMs + VERIFICATION.blockMs - 1)).toBe(
      true,
    );
    ann.nowMs += VERIFICATION.blockMs;
    bob.nowMs += VERIFICATION.blockMs;
    deliver(bob, ann, ann.ask('run-five'));
    expect(ann.numbers).toBe(bob.numbers);
  });

  it('are counted from the last that held, and without those that were called off', () => {
    const { ann, bob } = pair();
    fail(ann, bob, 'run-one-');
    fail(ann, bob, 'run-two-');
    deliver(bob, ann, ann.ask('run-three'));
    deliver(bob, ann, ann.tell({ kind: 'cancel' }));
    deliver(bob, ann, ann.ask('run-four'));
    deliver(bob, ann, ann.tell({ kind: 'decide', isMatch: true }));
    deliver(ann, bob, bob.tell({ kind: 'decide', isMatch: true }));
    fail(ann, bob, 'run-five');
    fail(ann, bob, 'run-six-');
    deliver(bob, ann, ann.ask('run-seven'));
    expect(ann.numbers).toBe(bob.numbers);
  });
});
