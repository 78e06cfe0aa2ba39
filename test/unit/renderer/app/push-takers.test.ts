import { describe, expect, it } from 'vitest';
import { deliver, pushTakers } from '../../../../src/renderer/app/push-takers';
import { type Push, type PushName, PUSHES } from '../../../../src/shared/protocol/events';

/** Who takes a push of each name. */
function takersOf(name: PushName): string[] {
  const took: string[] = [];
  const taker = (who: string) => ({ handlePush: () => took.push(who) });
  const takers = pushTakers({
    roster: taker('roster'),
    rosterWatch: taker('rosterWatch'),
    chat: taker('chat'),
    call: taker('call'),
    room: taker('room'),
    broadcast: taker('broadcast'),
  });
  deliver(takers, { name, payload: {} } as Push, { takes: () => false });
  return took;
}

const NAMES = Object.keys(PUSHES) as PushName[];

describe('a push of the server', () => {
  it('about a call is for the call alone', () => {
    for (const name of NAMES.filter((each) => each.startsWith('call:'))) {
      expect(takersOf(name), name).toEqual(['call']);
    }
  });

  it('about a room is for the room alone, what is said in it for the chat', () => {
    for (const name of ['room:joined', 'room:left', 'room:changed', 'room:signal'] as const) {
      expect(takersOf(name), name).toEqual(['room']);
    }
    expect(takersOf('room:message')).toEqual(['chat']);
    expect(takersOf('chat:message')).toEqual(['chat']);
  });

  it('about who is here is for the roster first', () => {
    expect(takersOf('people:changed')).toEqual(['roster', 'rosterWatch']);
  });

  it('is for one taker or for none, whatever it is, unless it is about who is here', () => {
    const shared = NAMES.filter((name) => takersOf(name).length > 1);
    expect(shared).toEqual(['people:changed']);
  });

  it('reaches nobody when it is of somebody who is blocked', () => {
    const fail = {
      handlePush: () => {
        throw new Error('nobody was to hear of it');
      },
    };
    const takers = pushTakers({
      roster: fail,
      rosterWatch: fail,
      chat: fail,
      call: fail,
      room: fail,
      broadcast: fail,
    });
    const push: Push = { name: 'call:incoming', payload: { callId: 'call-1', from: 'eve' } };
    expect(() => {
      deliver(takers, push, { takes: (each) => each === push });
    }).not.toThrow();
  });
});
