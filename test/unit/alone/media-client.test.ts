import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MediaClient, type RingingCall } from '../../../src/alone/client/media-client';
import type { Push } from '../../../src/shared/protocol/events';
import type { SignallingClient } from '../../../src/shared/signalling/signalling-client';
import { settle } from '../../helpers/fake-clock';

let asked: { name: string; payload: unknown }[];
let push: (push: Push) => void;
let bot: MediaClient;

beforeEach(() => {
  asked = [];
  const signalling = {
    request: (name: string, payload: unknown) => {
      asked.push({ name, payload });
      return Promise.resolve({ ok: true, servers: [] });
    },
    onPush: (listener: (push: Push) => void) => {
      const before = push as typeof push | undefined;
      push = (said) => {
        before?.(said);
        listener(said);
      };
      return () => undefined;
    },
    onState: () => () => undefined,
    signOut: () => Promise.resolve(),
    dispose: () => undefined,
  };
  push = () => undefined;
  bot = new MediaClient(signalling as unknown as SignallingClient, {
    server: 'ws://localhost',
    name: 'bot',
  });
});
afterEach(() => bot.close());

const said = (name: string): unknown[] =>
  asked.filter((each) => each.name === name).map(({ payload }) => payload);

describe('a call that rings at a program', () => {
  it('is the one that is answered, and none that rings by the time it has made up its mind', async () => {
    const rung: RingingCall[] = [];
    bot.onCall((call) => rung.push(call));
    const incoming = (callId: string, from: string): void => {
      push({ name: 'call:incoming', payload: { callId, from } });
    };
    incoming('friend-calls', 'ann');
    push({ name: 'call:ended', payload: { callId: 'friend-calls', reason: 'cancelled' } });
    incoming('stranger-calls', 'eve');
    rung[0].answer();
    rung[0].decline('later');
    await settle();
    expect(rung.map(({ from }) => from)).toEqual(['ann', 'eve']);
    expect([said('call:accept'), said('call:decline')]).toEqual([[], []]);
    rung[1].answer();
    await settle();
    expect(said('call:accept')).toEqual([{ callId: 'stranger-calls' }]);
  });
});
