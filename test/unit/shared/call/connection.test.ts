import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONNECTION_TIMERS,
  type ConnectionEffect,
  type ConnectionEvent,
  connectionOf,
  type ConnectionState,
  newConnection,
  reduceConnection,
} from '../../../../src/shared/call/connection';
import {
  CALL_POLICY,
  type ConnectionPolicy,
  ROOM_POLICY,
} from '../../../../src/shared/call/connection-policy';

const START: ConnectionEvent = { kind: 'start' };
const AWAY: ConnectionEvent = { kind: 'partner-away' };
const BACK: ConnectionEvent = { kind: 'partner-back' };
const NETWORK_CHANGED: ConnectionEvent = { kind: 'network-changed' };

const connected = (generation = 0): ConnectionEvent => ({ kind: 'connected', generation });
const disconnected = (generation = 0): ConnectionEvent => ({ kind: 'disconnected', generation });
const lost = (generation = 0): ConnectionEvent => ({
  kind: 'lost',
  generation,
  isRemoteClose: false,
});
const closedByThem: ConnectionEvent = { kind: 'lost', generation: 0, isRemoteClose: true };
const newer = (generation: number): ConnectionEvent => ({ kind: 'peer-generation', generation });
const due = (timer: (typeof CONNECTION_TIMERS)[number]): ConnectionEvent => ({
  kind: 'timer',
  timer,
});

/** One end of a connection, and all that it ever wanted done. */
class End {
  state: ConnectionState;
  readonly effects: ConnectionEffect[] = [];
  private nowMs = 0;

  constructor(
    isInitiator: boolean,
    private readonly policy: ConnectionPolicy = ROOM_POLICY,
  ) {
    const reachable = { isPartnerReachable: true, isServerReachable: true };
    this.state = newConnection({ isInitiator, generation: 0, ...reachable });
  }

  /** The last of `events` and what it led to, each a second after the one before. */
  hear(...events: readonly ConnectionEvent[]): readonly ConnectionEffect[] {
    let last: readonly ConnectionEffect[] = [];
    for (const event of events) {
      this.nowMs += 1_000;
      const step = reduceConnection(this.state, event, this.nowMs, this.policy);
      this.state = step.state;
      last = step.effects;
      this.effects.push(...last);
    }
    return last;
  }

  get opened(): number[] {
    return this.effects.flatMap((effect) => (effect.kind === 'open' ? [effect.generation] : []));
  }

  get connection(): string {
    return connectionOf(this.state);
  }
}

/** How long it waits for `timer`; `undefined`: it was not started. */
function delayOf(effects: readonly ConnectionEffect[], timer: string): number | undefined {
  const found = effects.find((effect) => effect.kind === 'start-timer' && effect.timer === timer);
  return found?.kind === 'start-timer' ? found.delayMs : undefined;
}

describe('a connection with one partner', () => {
  it('takes a shaky link for lost on another network, and makes the next one at once', () => {
    const end = new End(true);
    expect(end.hear(START, connected(), NETWORK_CHANGED)).toEqual([]);
    const effects = end.hear(disconnected(), NETWORK_CHANGED);
    expect(effects).toContainEqual({ kind: 'open', generation: 1, isInitiator: true });
  });

  it('leaves it to whoever makes the links to make another on another network', () => {
    const end = new End(false);
    const effects = end.hear(START, connected(), disconnected(), NETWORK_CHANGED);
    expect(effects.map(({ kind }) => kind)).not.toContain('open');
    expect(connectionOf(end.state)).toBe('disconnected');
  });

  it('is made once it may be, and is connecting until it is up', () => {
    const end = new End(true);
    expect([end.opened, end.connection]).toEqual([[], 'connecting']);
    end.hear(START, START);
    expect([end.opened, end.connection]).toEqual([[0], 'connecting']);
    end.hear(connected());
    expect(end.connection).toBe('connected');
  });

  it('keeps the newest generation until it may be made, and goes on with that', () => {
    const end = new End(false);
    end.hear(newer(1), newer(3), START);
    expect(end.opened).toEqual([3]);
  });

  it('takes a newer generation of whoever makes the links, and none that it has had', () => {
    const end = new End(false);
    end.hear(START, newer(2));
    expect(end.opened).toEqual([0, 2]);
    const { state } = end;
    end.hear(newer(0), newer(1), newer(2));
    expect(end.state).toBe(state);
    const maker = new End(true);
    maker.hear(START, newer(7));
    expect(maker.opened).toEqual([0]);
  });

  it('takes no event of a link that was replaced', () => {
    const end = new End(true);
    end.hear(START, connected(), lost(), due('retry'));
    const { state } = end;
    expect(end.hear(connected(0), disconnected(0), lost(0))).toEqual([]);
    expect(end.state).toBe(state);
  });

  it('is made again after a loss by one end, for which the other waits', () => {
    const [maker, other] = [new End(true), new End(false)];
    const effects = maker.hear(START, connected(), lost());
    expect([maker.connection, delayOf(effects, 'retry')]).toEqual(['disconnected', 1_000]);
    maker.hear(due('retry'));
    expect([maker.opened, maker.state.attempt]).toEqual([[0, 1], 1]);
    expect(delayOf(other.hear(START, connected(), lost()), 'retry')).toBeUndefined();
    other.hear(newer(1), connected(1));
    expect([other.opened, other.connection, other.state.attempt]).toEqual([[0, 1], 'connected', 0]);
  });

  it('is called failed after two links in vain, and tried on all the same', () => {
    const end = new End(true);
    end.hear(START, connected(), lost(), due('retry'), lost(1), due('retry'));
    expect(end.connection).toBe('disconnected');
    expect(delayOf(end.hear(lost(2)), 'retry')).toBe(2_000);
    expect(end.connection).toBe('failed');
    end.hear(due('retry'));
    expect(end.connection).toBe('failed');
    end.hear(connected(3));
    expect(end.connection).toBe('connected');
  });

  it('makes no link while nobody would hear of it, and makes it when somebody does', () => {
    for (const [gone, found] of [
      [AWAY, BACK],
      [{ kind: 'server-lost' }, { kind: 'server-found' }],
    ] as const) {
      const end = new End(true);
      end.hear(START, connected(), gone, lost(), due('retry'));
      expect(end.opened).toEqual([0]);
      end.hear(found);
      expect(end.opened).toEqual([0, 1]);
    }
  });

  it('makes the first link anew when signals for it may have been lost', () => {
    for (const words of [
      [AWAY, BACK],
      [{ kind: 'server-lost' }, { kind: 'server-found' }],
    ] as const) {
      const maker = new End(true, CALL_POLICY);
      maker.hear(START, ...words);
      expect(maker.opened).toEqual([0, 1]);
      const other = new End(false, CALL_POLICY);
      other.hear(START, ...words);
      expect(other.opened).toEqual([0]);
    }
  });

  it('leaves the first link alone while the server was there all the time', () => {
    const end = new End(true, CALL_POLICY);
    end.hear(START, { kind: 'server-found' }, due('retry'));
    expect(end.opened).toEqual([0]);
  });

  it('waits less for one who is known to be gone, and not at all for one who is back', () => {
    const end = new End(true);
    expect(delayOf(end.hear(START, connected(), disconnected()), 'patience')).toBe(4_000);
    expect(delayOf(end.hear(AWAY), 'patience')).toBe(1_000);
    expect(delayOf(end.hear(disconnected()), 'patience')).toBe(1_000);
    end.hear(BACK);
    expect(end.opened).toEqual([0, 1]);
  });

  it('is up again when ICE comes back in time', () => {
    const end = new End(true);
    end.hear(START, connected(), disconnected());
    expect(end.connection).toBe('disconnected');
    expect(end.hear(connected())).toContainEqual({ kind: 'stop-timer', timer: 'patience' });
    end.hear(due('patience'));
    expect([end.connection, end.opened]).toEqual(['connected', [0]]);
  });

  it('waits a moment for the word of one who closed the link', () => {
    const end = new End(true);
    const effects = end.hear(START, connected(), closedByThem);
    expect(delayOf(effects, 'patience')).toBe(500);
    expect(end.state).toMatchObject({ isUp: true, hasLink: false, lostAtMs: null });
    expect(end.connection).toBe('disconnected');
    expect(delayOf(end.hear(due('patience')), 'retry')).toBe(1_000);
  });
});

describe('a connection of a call', () => {
  it('keeps the link that is taken for lost, as it may come back before another is there', () => {
    const call = new End(false, CALL_POLICY);
    expect(delayOf(call.hear(START, connected(), disconnected()), 'patience')).toBe(5_000);
    call.hear(due('patience'));
    expect(call.state).toMatchObject({ isUp: false, hasLink: true });
    call.hear(connected());
    expect(call.state).toMatchObject({ isUp: true, lostAtMs: null });
    const room = new End(false, ROOM_POLICY);
    const effects = room.hear(START, connected(), disconnected(), due('patience'));
    expect(effects).toContainEqual({ kind: 'close' });
  });

  it('is given up by either end when the media is not back in time', () => {
    for (const isInitiator of [true, false]) {
      const end = new End(isInitiator, CALL_POLICY);
      expect(delayOf(end.hear(START, connected(), lost()), 'give-up')).toBe(75_000);
      expect(end.hear(due('give-up'))).toEqual([{ kind: 'give-up' }]);
      const back = new End(isInitiator, CALL_POLICY);
      back.hear(START, connected(), disconnected(), due('patience'), connected());
      expect(back.hear(due('give-up'))).toEqual([]);
    }
  });

  it('is tried once more when it was never up, and then given up', () => {
    const end = new End(true, CALL_POLICY);
    expect(delayOf(end.hear(START, lost()), 'retry')).toBe(1_000);
    expect(end.hear(due('retry'), lost(1))).toEqual([{ kind: 'give-up' }]);
  });

  it('that a page before this one had is lost from the start, and was up', () => {
    const end = new End(true, CALL_POLICY);
    expect(delayOf(end.hear({ kind: 'restored' }), 'give-up')).toBe(75_000);
    const open = { kind: 'open', generation: 1, isInitiator: true };
    expect(end.hear({ kind: 'server-found' })).toContainEqual(open);
    expect(delayOf(end.hear(lost(1)), 'retry')).toBe(2_000);
  });

  it('that a page before this one had is not made again until there is somebody to hear of it', () => {
    const end = new End(true, CALL_POLICY);
    end.hear(AWAY, { kind: 'restored' });
    expect(end.hear({ kind: 'server-found' })).toEqual([]);
    const open = { kind: 'open', generation: 1, isInitiator: true };
    expect(end.hear(BACK)).toContainEqual(open);
  });
});

describe('in every order of events', () => {
  const generations = fc.integer({ min: 0, max: 4 });
  const anyEvent: fc.Arbitrary<ConnectionEvent> = fc.oneof(
    fc.constant(START),
    fc.constant<ConnectionEvent>({ kind: 'restored' }),
    generations.map(newer),
    fc.constantFrom<ConnectionEvent>(AWAY, BACK, { kind: 'server-lost' }, { kind: 'server-found' }),
    fc.constant(NETWORK_CHANGED),
    fc.constantFrom(...CONNECTION_TIMERS).map(due),
  );
  /** Of the newest link, mostly. */
  const ofLink = fc.record({
    kind: fc.constantFrom('connected', 'disconnected', 'lost'),
    isRemoteClose: fc.boolean(),
    age: fc.constantFrom(0, 0, 0, 1),
  });

  it('there is one link at most, each newer than the one before, and nobody waits for two things', () => {
    let upStates = 0;
    const move = fc.oneof({ weight: 2, arbitrary: anyEvent }, { weight: 3, arbitrary: ofLink });
    const moves = fc
      .tuple(fc.constantFrom([], [START]), fc.array(move, { maxLength: 40 }))
      .map(([opening, rest]) => [...opening, ...rest]);
    const policies = fc.constantFrom(CALL_POLICY, ROOM_POLICY);
    fc.assert(
      fc.property(moves, policies, fc.boolean(), (sequence, policy, isInitiator) => {
        const end = new End(isInitiator, policy);
        let hasLink = false;
        for (const move of sequence) {
          const before = end.state;
          const event =
            'age' in move
              ? ({ ...move, generation: before.generation - move.age } as ConnectionEvent)
              : move;
          if (event.kind === 'lost' && event.generation === before.generation) hasLink = false;
          for (const effect of end.hear(event)) {
            if (effect.kind === 'open') {
              assert.equal(effect.isInitiator, isInitiator);
              assert.ok(end.state.isStarted, 'a link before it may be made');
              hasLink = true;
            }
            if (effect.kind === 'close') hasLink = false;
            if (effect.kind === 'start-timer' && effect.timer === 'retry')
              assert.ok(isInitiator, 'only whoever makes the links tries again');
            // The timer of that name is never started in a room.
            const isDue = event.kind === 'timer' && event.timer === 'give-up';
            if (effect.kind === 'give-up') assert.ok(policy === CALL_POLICY || isDue);
          }
          const { state } = end;
          assert.equal(state.hasLink, hasLink);
          assert.ok(!state.isUp || (state.hasBeenUp && state.lostAtMs === null), 'up, and lost');
          assert.ok(!state.isShaky || state.hasLink, 'shaky without a link');
          if (state.isUp) upStates += 1;
        }
        const { opened } = end;
        assert.ok(
          opened.every((generation, index) => index === 0 || generation > opened[index - 1]),
          `generations ${opened.join()}`,
        );
      }),
      { numRuns: 10_000 },
    );
    // The sequences are of use only when many of them get as far as talking.
    expect(upStates).toBeGreaterThan(4_000);
  });
});
