import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduceCall } from '../../../../src/shared/call/call-machine';
import { type CallPhase, isInCall } from '../../../../src/shared/call/call-phase';
import {
  CALL_TIMERS,
  type CallEffect,
  type CallEvent,
  type CallState,
  IDLE_CALL,
  type PartnerState,
} from '../../../../src/shared/call/call-state';
import { CALL_END_REASONS, REFUSAL_REASONS } from '../../../../src/shared/protocol/reasons';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../../helpers/fuzz';
import { HeapBar } from '../../../helpers/heap-bar';

/** Runs `events` from idle, a second apart. */
function run(...events: CallEvent[]): { state: CallState; effects: CallEffect[] } {
  let state = IDLE_CALL;
  const effects: CallEffect[] = [];
  events.forEach((event, index) => {
    const step = reduceCall(state, event, index * 1_000);
    state = step.state;
    effects.push(...step.effects);
  });
  return { state, effects };
}

const kinds = (effects: readonly CallEffect[]): string[] => effects.map(({ kind }) => kind);
const PLACE: CallEvent = { kind: 'place', peer: 'bob' };
const INVITED: CallEvent = { kind: 'invited', serial: 1, callId: 'call-1' };
const ACCEPTED: CallEvent = { kind: 'accepted', callId: 'call-1' };
const WRONG_KEY: CallEvent = { kind: 'wrong-key', callId: 'call-1' };
const INCOMING: CallEvent = { kind: 'incoming', callId: 'call-1', from: 'ann', isGuest: false };
const BOBS_CALL = { callId: 'call-1', peer: 'bob', key: null, via: null } as const;
const RESTORED = { kind: 'restored', ...BOBS_CALL } as const;
const UP = partner({ media: 'up', isFlowing: true, attempt: 0 });
const LOST = partner({ media: 'lost', isFlowing: false, attempt: 0 });

function partner(state: PartnerState): CallEvent {
  return { kind: 'partner', serial: 1, partner: state };
}

describe('the call machine', () => {
  it('keeps the words of the server that overtake the answer to the invitation', () => {
    const ringing: CallEvent = { kind: 'ringing', callId: 'call-1' };
    const { state } = run(PLACE, ringing, ACCEPTED, INVITED);
    expect(state.phase).toEqual({ kind: 'connecting', peer: 'bob', callId: 'call-1' });
  });

  it('does not take early words of another call for its own', () => {
    const { state } = run(PLACE, { kind: 'accepted', callId: 'call-0' }, INVITED);
    expect(state.phase.kind).toBe('outgoing');
  });

  it.each([
    ['after', [PLACE, INVITED, WRONG_KEY]],
    ['before', [PLACE, WRONG_KEY, INVITED]],
  ])('ends a call that another key accepted %s the invitation was answered', (_when, events) => {
    const { state, effects } = run(...events);
    expect(state.phase.kind).toBe('idle');
    expect(kinds(effects)).not.toContain('connect');
    expect(effects).toContainEqual({ kind: 'hang-up', callId: 'call-1' });
    expect(effects.at(-1)).toMatchObject({ kind: 'ended', summary: { outcome: 'key-changed' } });
  });

  it('connects when accepted, and not before', () => {
    expect(kinds(run(PLACE, INVITED).effects)).not.toContain('connect');
    expect(kinds(run(PLACE, INVITED, ACCEPTED).effects).at(-1)).toBe('connect');
    expect(kinds(run(PLACE, ACCEPTED, INVITED).effects).at(-1)).toBe('connect');
  });

  it('takes a call of a page that crashed up as one whose connection is lost', () => {
    const { state, effects } = run({ ...RESTORED, direction: 'outgoing' });
    expect(state).toMatchObject({ direction: 'outgoing', phase: { kind: 'reconnecting' } });
    // What connects it is the word that the server has it.
    expect(kinds(effects)).toEqual(['grant-media']);
    const found = reduceCall(state, { kind: 'server-found', callId: 'call-1' }, 1_000);
    expect(found.effects).toEqual([{ kind: 'reach', what: 'server-found' }]);
  });

  it('does not ring again for a call that is over', () => {
    const { state, effects } = run(INCOMING, { kind: 'decline', text: null }, INCOMING);
    expect(state.phase.kind).toBe('idle');
    expect(kinds(effects).filter((kind) => kind === 'say-ringing')).toHaveLength(1);
  });

  it('asks for media before anything is connected, on the user’s deed only', () => {
    expect(kinds(run(PLACE).effects)).toEqual(['start-timer', 'grant-media', 'invite']);
    expect(kinds(run(INCOMING).effects)).toEqual(['start-timer', 'say-ringing']);
    expect(kinds(run(INCOMING, { kind: 'answer' }).effects).slice(2)).toEqual([
      'stop-timer',
      'accept',
      'grant-media',
      'connect',
    ]);
  });

  it('ends the call when the server will not take the acceptance', () => {
    const refused: CallEvent = { kind: 'accept-refused', serial: 1, reason: 'no-such-call' };
    const { effects } = run(INCOMING, { kind: 'answer' }, refused);
    expect(effects.at(-1)).toMatchObject({ kind: 'ended', summary: { outcome: 'no-such-call' } });
  });

  it('counts the time that the call was live, including breaks', () => {
    const { effects } = run(PLACE, INVITED, ACCEPTED, UP, LOST, {
      kind: 'ended',
      callId: 'call-1',
      reason: 'hung-up',
      text: null,
    });
    expect(effects.at(-1)).toMatchObject({ kind: 'ended', summary: { durationMs: 2_000 } });
  });

  it('tells the connection who can be reached, and shows it where there is nothing else to wait for', () => {
    const away: CallEvent = { kind: 'interrupted', callId: 'call-1' };
    const begun = run(PLACE, INVITED, ACCEPTED, UP);
    const live = reduceCall(begun.state, away, 9_000);
    expect(live.effects).toEqual([{ kind: 'reach', what: 'partner-away' }]);
    expect(live.state.phase.kind).toBe('live');
    const lost = reduceCall(live.state, LOST, 10_000);
    expect(lost.state.phase).toMatchObject({ kind: 'reconnecting', isPeerGone: true });
    const back = reduceCall(lost.state, { kind: 'resumed', callId: 'call-1' }, 11_000);
    expect(back.state.phase).toMatchObject({ kind: 'reconnecting', isPeerGone: false });
    expect(back.effects).toEqual([{ kind: 'reach', what: 'partner-back' }]);
  });

  it('takes a connection that the other end closed for a hang-up where no server could say so', () => {
    const closed: CallEvent = { kind: 'partner-closed', serial: 1 };
    const begun = [PLACE, INVITED, ACCEPTED, UP];
    expect(run(...begun, closed).state.phase.kind).toBe('live');
    const { effects } = run(...begun, { kind: 'server-lost' }, closed);
    expect(effects.at(-1)).toMatchObject({ kind: 'ended', summary: { outcome: 'hung-up' } });
  });

  it.each<[string, readonly CallEvent[]]>([
    ['they called', [{ ...INCOMING, via: 'clivrt' }, { kind: 'answer' }]],
    ['they were called', [PLACE, INVITED, { ...ACCEPTED, via: 'clivrt' }]],
  ])(
    'ends a call by a gateway with its connection, for which there is no second: %s',
    (_who, events) => {
      const live = run(...events, UP);
      expect(live.state).toMatchObject({ partnerVia: 'clivrt', phase: { kind: 'live' } });
      const closed = reduceCall(live.state, { kind: 'partner-closed', serial: 1 }, 9_000);
      expect(closed.effects).toContainEqual({ kind: 'hang-up', callId: 'call-1' });
      expect(closed.effects.at(-1)).toMatchObject({ summary: { outcome: 'hung-up' } });
      expect(closed.state.partnerVia).toBeNull();
      const lost = reduceCall(live.state, LOST, 9_000);
      expect(lost.effects).toContainEqual({ kind: 'hang-up', callId: 'call-1' });
      expect(lost.effects.at(-1)).toMatchObject({ summary: { outcome: 'lost' } });
    },
  );

  it('knows after a crash by which gateway the other end came, and ends: there is no second connection', () => {
    const { state } = run({ ...RESTORED, direction: 'incoming', via: 'clivrt' });
    expect(state.partnerVia).toBe('clivrt');
    const lost = reduceCall(state, LOST, 9_000);
    expect(lost.effects).toContainEqual({ kind: 'hang-up', callId: 'call-1' });
    expect(lost.state.phase).toEqual({ kind: 'idle' });
  });

  it('goes on while media flows in a call that the server forgot, and ends when it no longer does', () => {
    const forgotten: CallEvent = { kind: 'server-found', callId: null };
    const { state } = run(PLACE, INVITED, ACCEPTED, UP, forgotten);
    expect(state).toMatchObject({ isOrphan: true, phase: { kind: 'live' } });
    const { effects } = reduceCall(state, LOST, 9_000);
    expect(effects.at(-1)).toMatchObject({ kind: 'ended', summary: { outcome: 'lost' } });
    const gone = run(PLACE, INVITED, ACCEPTED, UP, LOST, forgotten);
    expect(gone.effects.at(-1)).toMatchObject({ summary: { outcome: 'lost' } });
  });

  it('hangs up when its connection gives up', () => {
    const { effects } = run(PLACE, INVITED, ACCEPTED, {
      kind: 'partner-given-up',
      serial: 1,
    });
    expect(kinds(effects).slice(-3)).toEqual(['hang-up', 'disconnect', 'ended']);
    expect(effects.at(-1)).toMatchObject({ summary: { outcome: 'media-failed' } });
  });

  it('counts the links that are tried, and tells nothing twice', () => {
    const again = partner({ media: 'lost', isFlowing: false, attempt: 1 });
    const { state } = run(PLACE, INVITED, ACCEPTED, UP, LOST, again);
    expect(state.phase).toMatchObject({ kind: 'reconnecting', attempt: 1 });
    expect(reduceCall(state, again, 99_000).state.phase).toBe(state.phase);
  });

  it('takes no event of the connection of an earlier call', () => {
    const { state } = run(PLACE, INVITED, ACCEPTED);
    for (const kind of ['partner-closed', 'partner-given-up'] as const) {
      expect(reduceCall(state, { kind, serial: 0 }, 9_000)).toEqual({ state, effects: [] });
    }
    const stale = { ...UP, serial: 0 } as CallEvent;
    expect(reduceCall(state, stale, 9_000)).toEqual({ state, effects: [] });
  });
});

// ── every order of events ──────────────────────────────────────────────────────────────────────

const callIds = fc.constantFrom('call-1', 'call-2', 'call-3');
const serials = fc.integer({ min: 0, max: 4 });
/** Drawn by the caller: no server has given such an id to a call. */
const pigeonIds = fc.constantFrom('pigeon-1', 'pigeon-2');
const keys = fc.constant('a'.repeat(64));
const reasons = fc.constantFrom(...REFUSAL_REASONS, 'offline', 'timed-out');
const ofKind = <K extends CallEvent['kind']>(kind: K): { kind: fc.Arbitrary<K> } => ({
  kind: fc.constant(kind),
});

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ ...ofKind('place'), peer: fc.constantFrom('bob', 'echo') }),
  fc.record(ofKind('answer')),
  fc.record({ ...ofKind('decline'), text: fc.constantFrom(null, 'later') }),
  fc.record(ofKind('hang-up')),
  fc.record({ ...ofKind('pigeon-offer'), callId: pigeonIds }),
  fc.record({ ...ofKind('pigeon-answer'), callId: pigeonIds, peer: fc.constant('ann'), key: keys }),
  fc.record({ ...ofKind('pigeon-answered'), peer: fc.constant('bob'), key: keys }),
  fc.record({ ...ofKind('invited'), serial: serials, callId: callIds }),
  fc.record({ ...ofKind('invite-refused'), serial: serials, reason: reasons }),
  fc.record({ ...ofKind('accept-refused'), serial: serials, reason: reasons }),
  fc.record({
    ...ofKind('incoming'),
    callId: callIds,
    from: fc.constantFrom('ann', 'zoe'),
    isGuest: fc.boolean(),
  }),
  fc.record({ ...ofKind('ringing'), callId: callIds }),
  fc.record({ ...ofKind('accepted'), callId: callIds }),
  fc.record({
    ...ofKind('ended'),
    callId: callIds,
    reason: fc.constantFrom(...CALL_END_REASONS),
    text: fc.constant(null),
  }),
  fc.record({ ...ofKind('interrupted'), callId: callIds }),
  fc.record({ ...ofKind('resumed'), callId: callIds }),
  fc.record(ofKind('server-lost')),
  fc.record({
    ...ofKind('server-found'),
    callId: fc.oneof(callIds, fc.constantFrom(null, undefined)),
  }),
  fc.record({ ...ofKind('signed-out'), isWished: fc.boolean() }),
  fc.record({
    ...ofKind('partner'),
    serial: serials,
    partner: fc.record({
      media: fc.constantFrom('none', 'up', 'lost'),
      isFlowing: fc.boolean(),
      attempt: fc.nat({ max: 3 }),
    }),
  }),
  fc.record({ ...ofKind('partner-closed'), serial: serials }),
  fc.record({ ...ofKind('partner-given-up'), serial: serials }),
  fc.record(ofKind('impostor')),
  fc.record({ ...ofKind('timer'), timer: fc.constantFrom(...CALL_TIMERS) }),
);

/**
 * Answers that fit the state it finds: without these, random events hardly ever get beyond
 * ringing.
 */
const FITTING = [
  (): CallEvent => PLACE,
  (): CallEvent => INCOMING,
  (): CallEvent => ({ kind: 'answer' }),
  ({ serial }: CallState): CallEvent => ({ kind: 'invited', serial, callId: 'call-1' }),
  ({ phase }: CallState): CallEvent => ({ kind: 'accepted', callId: idOf(phase) ?? 'call-1' }),
  ({ serial }: CallState): CallEvent => ({
    kind: 'partner',
    serial,
    partner: { media: 'up', isFlowing: true, attempt: 0 },
  }),
  ({ serial }: CallState): CallEvent => ({
    kind: 'partner',
    serial,
    partner: { media: 'lost', isFlowing: false, attempt: 0 },
  }),
  (): CallEvent => ({ kind: 'pigeon-offer', callId: 'pigeon-1' }),
  (): CallEvent => ({ kind: 'pigeon-answered', peer: 'bob', key: 'a'.repeat(64) }),
] as const;

type Move = CallEvent | number;
/**
 * How calls begin: indices of FITTING, up to nothing, an accepted call placed, one received, and
 * one by pigeon.
 */
const OPENINGS: Move[][] = [[], [0, 3, 4, 5], [1, 2, 5], [7, 8, 5]];
const moves: fc.Arbitrary<Move[]> = fc
  .tuple(
    fc.constantFrom(...OPENINGS),
    fc.array(
      fc.oneof(
        { weight: 2, arbitrary: anyEvent },
        { weight: 3, arbitrary: fc.nat({ max: FITTING.length - 1 }) },
      ),
      { maxLength: 40 },
    ),
  )
  .map(([opening, rest]) => [...opening, ...rest]);

function idOf(phase: CallPhase): string | null {
  return phase.kind === 'idle' ? null : phase.callId;
}

/** The user's own deeds. */
const DEEDS: readonly CallEvent['kind'][] = ['place', 'answer', 'pigeon-offer', 'pigeon-answer'];
/** What the server is told of a call. */
const TOLD: readonly CallEffect['kind'][] = ['invite', 'accept', 'say-ringing', 'hang-up'];

/** What the outside world holds after each effect, and whether that is allowed. */
class ExternalControl {
  isMediaWanted = false;
  isConnected = false;

  step(
    before: CallState,
    event: CallEvent,
    after: CallState,
    effects: readonly CallEffect[],
  ): void {
    for (const effect of effects) this.apply(before, event, effect, after);
    const { kind } = after.phase;
    const isConsented = kind !== 'idle' && kind !== 'incoming';
    assert.equal(this.isMediaWanted, isConsented, `media wanted in ${kind}`);
    const mayConnect = isInCall(after.phase) || kind === 'pigeon';
    assert.ok(!this.isConnected || mayConnect, `a connection in ${kind}`);
  }

  private apply(before: CallState, event: CallEvent, effect: CallEffect, after: CallState): void {
    const isOfPigeon =
      before.isByPigeon && 'callId' in effect && effect.callId === idOf(before.phase);
    assert.ok(!isOfPigeon || !TOLD.includes(effect.kind), `the server was told by ${effect.kind}`);
    if (effect.kind === 'grant-media') {
      assert.ok(DEEDS.includes(event.kind), `media on ${event.kind}`);
      this.isMediaWanted = true;
    } else if (effect.kind === 'connect') {
      const isBegun = isInCall(after.phase) || after.phase.kind === 'pigeon';
      assert.ok(isBegun, `connected in ${after.phase.kind}`);
      assert.ok(this.isMediaWanted, 'connected without the user’s deed');
      assert.equal(effect.callId, idOf(after.phase));
      this.isConnected = true;
    } else if (effect.kind === 'accept') {
      assert.equal(event.kind, 'answer');
    } else if (effect.kind === 'disconnect') {
      this.isConnected = false;
      if (after.phase.kind === 'idle') this.isMediaWanted = false;
    } else if (effect.kind === 'ended') {
      assert.notEqual(before.phase.kind, 'idle');
      assert.ok(effect.summary.durationMs >= 0);
      this.isMediaWanted = false;
    }
  }
}

describe('in every order of events', () => {
  it(
    'media is wanted by the user’s deed only, and connections are made in calls only',
    { timeout: FUZZ_TIMEOUT_MS },
    () => {
      let livePhases = 0;
      const { numRuns, seed } = fuzzRun('call orders', 100_000);
      const heap = new HeapBar('call orders', numRuns);
      fc.assert(
        fc.property(moves, fc.integer({ min: 0, max: 30_000 }), (sequence, paceMs) => {
          let state = IDLE_CALL;
          const outside = new ExternalControl();
          sequence.forEach((move, index) => {
            const event = typeof move === 'number' ? FITTING[move](state) : move;
            const next = reduceCall(state, event, index * paceMs);
            outside.step(state, event, next.state, next.effects);
            state = next.state;
            if (state.phase.kind === 'live') livePhases += 1;
          });
          heap.add();
        }),
        { numRuns, seed },
      );
      // The sequences are of use only when many of them get as far as talking.
      expect(livePhases).toBeGreaterThan(numRuns / 2);
      heap.check();
    },
  );

  it('words about calls that are unknown or over change nothing', () => {
    const word = fc.oneof(
      fc.record({
        kind: fc.constantFrom('ringing', 'accepted', 'interrupted', 'resumed'),
        callId: fc.constant('call-unknown'),
      }),
      fc.record({
        ...ofKind('ended'),
        callId: fc.constant('call-unknown'),
        reason: fc.constantFrom(...CALL_END_REASONS),
        text: fc.constant(null),
      }),
    );
    fc.assert(
      fc.property(moves, word, (sequence, stray) => {
        let state = IDLE_CALL;
        sequence.forEach((move, index) => {
          const event = typeof move === 'number' ? FITTING[move](state) : move;
          state = reduceCall(state, event, index).state;
        });
        const { state: after, effects } = reduceCall(state, stray, 1);
        expect(effects).toEqual([]);
        // An invitation without an answer may yet turn out to be that call's: the word is kept.
        expect({ ...after, early: [] }).toEqual({ ...state, early: [] });
      }),
      { numRuns: 10_000 },
    );
  });

  it('hanging up always leads to idle, and takes everything along', () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        let state = IDLE_CALL;
        sequence.forEach((move, index) => {
          const event = typeof move === 'number' ? FITTING[move](state) : move;
          state = reduceCall(state, event, index).state;
        });
        const { serial, isServerReachable } = state;
        const { state: after } = reduceCall(state, { kind: 'hang-up' }, 1);
        const lastCallId = state.phase.kind === 'idle' ? state.lastCallId : state.phase.callId;
        expect({ ...after, direction: 'outgoing' }).toEqual({
          ...IDLE_CALL,
          serial,
          isServerReachable,
          lastCallId,
        });
      }),
      { numRuns: 10_000 },
    );
  });
});
