import { describe, expect, it } from 'vitest';
import { BlockList } from '../../../../src/renderer/people/block-list';
import { CallHistory } from '../../../../src/renderer/people/call-history';
import { ChatHistory } from '../../../../src/renderer/people/chat-history';
import type { KeyValueStore } from '../../../../src/renderer/people/key-value-store';
import { PresenceTimer } from '../../../../src/renderer/people/presence-timer';
import { missedCall } from '../../../../src/shared/people/call-log';
import type { KeptLine } from '../../../../src/shared/people/chat-log';
import type { Presence } from '../../../../src/shared/protocol/messages';
import { FakeClock } from '../../../helpers/fake-clock';

function memoryStore(): KeyValueStore {
  const values = new Map<string, unknown>();
  return {
    get: (key) => Promise.resolve(values.get(key)),
    update: (key, change) => {
      values.set(key, change(values.get(key)));
      return Promise.resolve();
    },
    remove: (key) => {
      values.delete(key);
      return Promise.resolve();
    },
    keys: () => Promise.resolve([...values.keys()]),
  };
}

describe('BlockList', () => {
  function eveIsBlocked(): { blocks: BlockList; rung: string[]; declined: string[] } {
    const rung: string[] = [];
    const declined: string[] = [];
    const blocks = new BlockList({
      blocked: () => ['eve'],
      sayRinging: (callId) => rung.push(callId),
      declineAsBusy: (callId) => declined.push(callId),
    });
    return { blocks, rung, declined };
  }

  it('takes all that comes from somebody, and lets them hear it ring', () => {
    const { blocks, rung } = eveIsBlocked();
    expect(blocks.takes({ name: 'call:incoming', payload: { callId: 'c1', from: 'Eve' } })).toBe(
      true,
    );
    expect(rung).toEqual(['c1']);
    expect(
      blocks.takes({ name: 'call:ended', payload: { callId: 'c1', reason: 'no-answer' } }),
    ).toBe(true);
    expect(blocks.takes({ name: 'call:ended', payload: { callId: 'c2', reason: 'hung-up' } })).toBe(
      false,
    );
    expect(blocks.takes({ name: 'people:left', payload: { name: 'eve' } })).toBe(true);
    expect(blocks.takes({ name: 'people:left', payload: { name: 'bob' } })).toBe(false);
  });

  it('does not let them keep the line', () => {
    const { blocks, declined } = eveIsBlocked();
    blocks.takes({ name: 'call:incoming', payload: { callId: 'c1', from: 'eve' } });
    blocks.handleOutgoing();
    blocks.handleOutgoing();
    expect(declined).toEqual(['c1']);
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

describe('CallHistory', () => {
  it('lists, forgets one, and forgets all', async () => {
    const calls = new CallHistory(memoryStore());
    await calls.add(missedCall('bob', 1, 'busy'));
    await calls.add(missedCall('ann', 2, 'busy'));
    expect((await calls.list()).map(({ peer }) => peer)).toEqual(['ann', 'bob']);
    expect((await calls.remove(2))?.peer).toBe('bob');
    expect(await calls.remove(2)).toBeNull();
    await calls.clear();
    expect(await calls.list()).toEqual([]);
  });
});

describe('ChatHistory', () => {
  const bob = { kind: 'person', name: 'bob' } as const;
  const line = (text: string): KeptLine => ({ from: 'bob', text, sentAtMs: 1, isMine: false });
  const keeper = { server: 'ws://one', name: 'ann' };

  function chats(store: KeyValueStore, isOn = true): ChatHistory {
    return new ChatHistory({
      store,
      keeper: () => keeper,
      isOn: () => isOn,
      logger: { log: () => undefined },
    });
  }

  async function past(history: ChatHistory): Promise<string[]> {
    const shown: string[] = [];
    history.open(bob, (lines) => shown.push(...lines.map(({ text }) => text)));
    await new Promise<void>((resolve) => {
      history.then(resolve);
    });
    return shown;
  }

  it('shows what was said once, when a conversation is opened again', async () => {
    const store = memoryStore();
    const before = chats(store);
    before.add(bob, line('one'));
    before.add(bob, line('two'));
    await past(before);
    const after = chats(store);
    expect(await past(after)).toEqual(['one', 'two']);
    expect(await past(after)).toEqual([]);
  });

  it('keeps nothing when it is switched off', async () => {
    const store = memoryStore();
    const off = chats(store, false);
    off.add(bob, line('secret'));
    await past(off);
    expect(await store.keys()).toEqual([]);
  });

  it('forgets one conversation, or all', async () => {
    const store = memoryStore();
    const history = chats(store);
    history.add(bob, line('one'));
    history.add({ kind: 'room', name: 'stand-up' }, line('two'));
    await past(history);
    expect(await history.clear('eve')).toBe(0);
    expect(await history.clear('BOB')).toBe(1);
    expect(await history.clear(null)).toBe(1);
    expect(await store.keys()).toEqual([]);
  });

  it('goes on when the device keeps nothing', async () => {
    const broken = memoryStore();
    broken.get = () => Promise.reject(new Error('no room'));
    broken.update = () => Promise.reject(new Error('no room'));
    const history = chats(broken);
    history.add(bob, line('one'));
    expect(await past(history)).toEqual([]);
  });
});
