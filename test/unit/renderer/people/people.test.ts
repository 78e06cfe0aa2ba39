import { describe, expect, it } from 'vitest';
import { BlockList } from '../../../../src/renderer/people/block-list';
import { CallHistory } from '../../../../src/renderer/people/call-history';
import { ChatHistory } from '../../../../src/renderer/people/chat-history';
import { KeptPresence } from '../../../../src/renderer/people/kept-presence';
import {
  createMemoryStore,
  type KeyValueStore,
} from '../../../../src/renderer/people/key-value-store';
import { PresenceTimer } from '../../../../src/renderer/people/presence-timer';
import { missedCall } from '../../../../src/shared/people/call-log';
import {
  type Conversation,
  conversationKey,
  type KeptLine,
  MAX_CONVERSATIONS,
} from '../../../../src/shared/people/chat-log';
import type { Presence } from '../../../../src/shared/protocol/messages';
import { FakeClock, settle } from '../../../helpers/fake-clock';

describe('BlockList', () => {
  function eveIsBlocked(): { blocks: BlockList; asked: string[] } {
    const asked: string[] = [];
    const blocks = new BlockList({
      blocked: () => ['eve'],
      sayRinging: (callId) => asked.push(`ringing ${callId}`),
      ignore: (callId) => asked.push(`ignore ${callId}`),
    });
    return { blocks, asked };
  }

  it('takes all that comes from somebody', () => {
    const { blocks, asked } = eveIsBlocked();
    expect(
      blocks.takes({ name: 'call:missed', payload: { from: 'eve', atMs: 0, reason: 'busy' } }),
    ).toBe(true);
    expect(blocks.takes({ name: 'call:incoming', payload: { callId: 'c2', from: 'bob' } })).toBe(
      false,
    );
    expect(asked).toEqual([]);
  });

  it('lets them hear it ring, and does not let them keep the line', () => {
    const { blocks, asked } = eveIsBlocked();
    expect(blocks.takes({ name: 'call:incoming', payload: { callId: 'c1', from: 'Eve' } })).toBe(
      true,
    );
    expect(asked).toEqual(['ringing c1', 'ignore c1']);
  });
});

describe('PresenceTimer', () => {
  function timer(): {
    timer: PresenceTimer;
    clock: FakeClock;
    set: Presence[];
    until: (number | null)[];
  } {
    const clock = new FakeClock();
    const set: Presence[] = [];
    const until: (number | null)[] = [];
    const ports = {
      set: (presence: Presence) => set.push(presence),
      handleUntil: (ms: number | null) => until.push(ms),
      clock,
    };
    return { timer: new PresenceTimer(ports), clock, set, until };
  }

  it('returns by itself after two hours', async () => {
    const { timer: pause, clock, set, until } = timer();
    const end = pause.start(7_200_000);
    expect(end).toBe(clock.nowMs() + 7_200_000);
    await clock.advance(7_199_000);
    expect(set).toEqual([]);
    await clock.advance(1_000);
    expect(set).toEqual(['available']);
    expect(until).toEqual([end, null]);
  });

  it('is over when another presence is chosen', async () => {
    const { timer: pause, clock, set } = timer();
    pause.start(60_000);
    pause.stop();
    await clock.advance(120_000);
    expect(set).toEqual([]);
    expect(clock.pendingCount).toBe(0);
  });
});

describe('a presence for a time', () => {
  it('is kept for as long as it holds', async () => {
    const kept = new KeptPresence(createMemoryStore());
    expect(await kept.load(0)).toBeNull();
    const timed = { presence: 'donotdisturb', untilMs: 7_200_000 } as const;
    await kept.save(timed);
    expect(await kept.load(7_199_999)).toEqual(timed);
    expect(await kept.load(7_200_000)).toBeNull();
    await kept.save(null);
    expect(await kept.load(0)).toBeNull();
  });

  it('says when it is kept, also when it could not be', async () => {
    let finish = (): void => undefined;
    const kept = new KeptPresence({
      ...createMemoryStore(),
      update: () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
      remove: () => Promise.reject(new Error('no room')),
    });
    let isSettled = false;
    void kept.save({ presence: 'donotdisturb', untilMs: 1 });
    const settled = kept.settled.then(() => {
      isSettled = true;
    });
    await settle();
    expect(isSettled).toBe(false);
    finish();
    await settled;
    await expect(kept.save(null)).rejects.toThrow('no room');
    await kept.settled;
  });

  it('goes on where it was', async () => {
    const clock = new FakeClock();
    const set: Presence[] = [];
    const until: (number | null)[] = [];
    const timer = new PresenceTimer({
      set: (presence) => set.push(presence),
      handleUntil: (ms) => until.push(ms),
      clock,
    });
    const endMs = clock.nowMs() + 90_000;
    timer.resume(endMs);
    await clock.advance(89_000);
    expect(set).toEqual([]);
    await clock.advance(1_000);
    expect(set).toEqual(['available']);
    expect(until).toEqual([endMs, null]);
  });
});

describe('CallHistory', () => {
  it('lists, forgets one, and forgets all', async () => {
    const calls = new CallHistory(createMemoryStore());
    await calls.add(missedCall('bob', 1, 'busy'));
    await calls.add(missedCall('ann', 2, 'busy'));
    expect((await calls.list()).map(({ peer }) => peer)).toEqual(['ann', 'bob']);
    expect((await calls.remove(2))?.peer).toBe('bob');
    expect(await calls.remove(2)).toBeNull();
    await calls.rename('ann', 'anna');
    expect((await calls.list()).map(({ peer }) => peer)).toEqual(['anna']);
    await calls.clear();
    expect(await calls.list()).toEqual([]);
  });
});

describe('ChatHistory', () => {
  const bob = { kind: 'person', name: 'bob' } as const;
  const den = { kind: 'room', name: 'den' } as const;
  const line = (text: string, sentAtMs = 1): KeptLine => ({
    from: 'bob',
    text,
    sentAtMs,
    isMine: false,
  });
  const keeper = { server: 'ws://one', name: 'ann' };

  function chats(store: KeyValueStore, isOn = true): ChatHistory {
    return new ChatHistory({
      store,
      keeper: () => keeper,
      isOn: () => isOn,
      logger: { log: () => undefined },
    });
  }

  async function past(history: ChatHistory, where: Conversation = bob): Promise<string[]> {
    const shown: string[] = [];
    history.open(where, (lines) => shown.push(...lines.map(({ text }) => text)));
    await new Promise<void>((resolve) => {
      history.then(resolve);
    });
    return shown;
  }

  it.each([bob, den])(
    'shows what was said once, when it is opened again ($kind)',
    async (where) => {
      const store = createMemoryStore();
      const before = chats(store);
      before.add(where, line('one'));
      before.add(where, line('two'));
      await past(before);
      const after = chats(store);
      expect(await past(after, where)).toEqual(['one', 'two']);
      expect(await past(after, where)).toEqual([]);
    },
  );

  it('keeps nothing when it is switched off', async () => {
    const store = createMemoryStore();
    const off = chats(store, false);
    off.add(bob, line('secret'));
    off.add(den, line('secret'));
    await past(off);
    expect(await store.keys()).toEqual([]);
  });

  it('lists and forgets what was said with a person or in a room', async () => {
    const store = createMemoryStore();
    const history = chats(store);
    history.add(bob, line('one', 1));
    history.add(den, line('two', 3));
    history.add({ kind: 'room', name: 'bob' }, line('three', 2));
    const names = (await history.list()).map(({ kind, name }) => `${kind} ${name}`);
    expect(names).toEqual(['room den', 'room bob', 'person bob']);
    expect(await history.clear('eve')).toEqual([]);
    expect((await history.clear('BOB')).map(({ kind }) => kind)).toEqual(['person', 'room']);
    expect(await history.clear(null)).toMatchObject([den]);
    expect(await store.keys()).toEqual([]);
  });

  it('forgets what cannot be read, too, and only what is of the same keeper', async () => {
    const store = createMemoryStore();
    const mine = conversationKey(keeper, bob);
    const theirs = conversationKey({ ...keeper, name: 'cat' }, bob);
    for (const key of [mine, theirs]) await store.update(key, () => 'torn');
    expect(await chats(store).clear(null)).toEqual([]);
    expect(await store.keys()).toEqual([theirs]);
  });

  it('keeps no more conversations than there is room for', async () => {
    const store = createMemoryStore();
    const history = chats(store);
    for (let index = 0; index < MAX_CONVERSATIONS + 3; index++) {
      history.add({ kind: 'room', name: `r${index}` }, line('hi', index));
    }
    const kept = await history.list();
    expect(kept).toHaveLength(MAX_CONVERSATIONS);
    expect(kept.at(-1)?.name).toBe('r3');
  });

  it('follows a person to another name, where it is in order and shown again', async () => {
    const store = createMemoryStore();
    const before = chats(store);
    before.add(bob, line('first', 1));
    before.add({ kind: 'person', name: 'rob' }, line('second', 2));
    before.add(bob, line('third', 3));
    await before.rename('Bob', 'rob');
    await before.rename('nobody', 'somebody');
    expect((await before.list()).map(({ name }) => name)).toEqual(['rob']);
    expect(await past(chats(store), { kind: 'person', name: 'rob' })).toEqual([
      'first',
      'second',
      'third',
    ]);
    await before.rename('rob', 'Rob');
    expect((await before.list()).map(({ name, lines }) => [name, lines.length])).toEqual([
      ['Rob', 3],
    ]);
  });

  it('goes on when the device keeps nothing', async () => {
    const broken = createMemoryStore();
    broken.get = () => Promise.reject(new Error('no room'));
    broken.update = () => Promise.reject(new Error('no room'));
    const history = chats(broken);
    history.add(bob, line('one'));
    expect(await past(history)).toEqual([]);
  });
});
