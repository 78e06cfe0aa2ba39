import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallRegistry } from '../../../src/server/calls';
import { ECHO_KEY } from '../../../src/server/people';
import type { Push } from '../../../src/shared/protocol/events';
import { RING_TIMEOUT_MS } from '../../../src/shared/protocol/limits';
import { FakeClock } from '../../helpers/fake-clock';

const PEOPLE = ['ann', 'bob', 'cat', 'dan'];

type Step =
  | { readonly do: 'invite'; readonly who: string; readonly to: string }
  | {
      readonly do: 'ringing' | 'accept' | 'decline' | 'hangUp';
      readonly who: string;
      readonly call: number;
    }
  | { readonly do: 'leave' | 'interrupt' | 'resume' | 'lose'; readonly who: string }
  | { readonly do: 'wait'; readonly ms: number };

const person = fc.constantFrom(...PEOPLE);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('invite' as const),
    who: person,
    to: fc.constantFrom(...PEOPLE, ECHO_KEY),
  }),
  fc.record({
    do: fc.constantFrom('ringing', 'accept', 'accept', 'decline', 'hangUp'),
    who: person,
    call: fc.integer({ min: 1, max: 8 }),
  }),
  fc.record({ do: fc.constantFrom('leave', 'interrupt', 'resume', 'lose'), who: person }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, RING_TIMEOUT_MS) }),
);

const idOf = (number: number): string => `call-${String(number).padStart(4, '0')}`;
const endOf = (key: string) => ({
  key,
  name: key,
  publicKey: null,
  via: null,
  presence: 'available' as const,
});

/** A registry, and what everybody who is connected makes of what they are told. */
class World {
  readonly clock = new FakeClock();
  /** The call that each person believes to be in. */
  readonly beliefs = new Map<string, string>();
  readonly away = new Set<string>();
  private ids = 0;
  readonly calls = new CallRegistry({
    clock: this.clock,
    createId: () => idOf((this.ids += 1)),
    tell: (key, push) => {
      this.hear(key, push);
    },
    isInRoom: () => false,
  });

  take(given: Step): void {
    if (given.do === 'wait') {
      this.clock.pass(given.ms);
      return;
    }
    const { who } = given;
    const isBack = given.do === 'resume' || given.do === 'lose';
    if (this.away.has(who) && !isBack) return;
    switch (given.do) {
      case 'invite': {
        const invited = this.calls.invite({ ...endOf(who), isGuest: false }, endOf(given.to));
        if (invited.ok) this.beliefs.set(who, invited.value.id);
        return;
      }
      case 'ringing':
      case 'accept':
        this.calls[given.do](idOf(given.call), who);
        return;
      case 'decline':
        if (this.calls.decline(idOf(given.call), who, 'declined', '').ok) this.beliefs.delete(who);
        return;
      case 'hangUp':
        if (this.calls.hangUp(idOf(given.call), who).ok) this.beliefs.delete(who);
        return;
      case 'leave':
      case 'lose':
        this.calls[given.do](who);
        this.away.delete(who);
        this.beliefs.delete(who);
        return;
      case 'interrupt':
        this.away.add(who);
        this.calls.interrupt(who);
        return;
      case 'resume':
        this.comeBack(who);
        return;
    }
  }

  private comeBack(who: string): void {
    this.away.delete(who);
    const callId = this.calls.callIdOf(who);
    if (callId === null) this.beliefs.delete(who);
    else this.beliefs.set(who, callId);
    this.calls.resume(who);
  }

  private hear(key: string, push: Push): void {
    if (this.away.has(key) || key === ECHO_KEY) return;
    if (push.name === 'call:incoming') {
      expect(this.beliefs.get(key)).toBeUndefined();
      this.beliefs.set(key, push.payload.callId);
    } else if ('callId' in push.payload) {
      // Nobody is told about a call that they are not in.
      expect(push.payload.callId).toBe(this.beliefs.get(key));
      if (push.name === 'call:ended') this.beliefs.delete(key);
    }
  }
}

describe('CallRegistry', () => {
  it('tells everybody what is so, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = new World();
        for (const given of steps) {
          world.take(given);
          for (const key of PEOPLE.filter((name) => !world.away.has(name))) {
            expect(world.beliefs.get(key) ?? null).toBe(world.calls.callIdOf(key));
          }
          // A call that nobody is in is over.
          const ids = PEOPLE.flatMap((key) => world.calls.callIdOf(key) ?? []);
          expect(world.calls.size).toBe(new Set(ids).size);
        }
        for (const who of PEOPLE) world.calls.lose(who);
        expect(world.calls.size).toBe(0);
        expect(world.clock.pendingCount).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends a call of two who are both away when the first of them is lost', () => {
    const world = new World();
    const steps: Step[] = [
      { do: 'invite', who: 'ann', to: 'bob' },
      { do: 'accept', who: 'bob', call: 1 },
      { do: 'interrupt', who: 'ann' },
      { do: 'interrupt', who: 'bob' },
    ];
    for (const given of steps) world.take(given);
    expect(world.calls.callIdOf('bob')).toBe(idOf(1));
    world.take({ do: 'lose', who: 'ann' });
    expect(world.calls.callIdOf('bob')).toBeNull();
  });
});
