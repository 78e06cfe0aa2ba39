import { describe, expect, it } from 'vitest';
import { Broadcast, type BroadcastEnd } from '../../../../src/renderer/call/broadcast';
import { LocalParticipant } from '../../../../src/renderer/call/local-participant';
import { createRemoteEvents } from '../../../../src/renderer/call/remote-events';
import { Emitter } from '../../../../src/shared/base/emitter';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';
import type { Partner } from '../../../../src/shared/call/membership';
import type { BroadcastState } from '../../../../src/shared/protocol/peer-messages';
import type { SignallingApi } from '../../../../src/shared/signalling/signalling-api';
import { FakeClock, settle } from '../../../helpers/fake-clock';

function partner(name: string): Partner {
  return { id: `id of ${name}`, name, key: null, isAway: false, outOfReach: null };
}

/** Ann's end of a room, with a server that says yes to everything. */
function setUp(...names: string[]) {
  const clock = new FakeClock();
  const local = new LocalParticipant();
  const remote = createRemoteEvents(SILENT_LOGGER);
  const asked: string[] = [];
  let viewers = 1;
  let partners = names.map(partner);
  let isTalking = true;
  const changed = new Emitter<readonly Partner[]>();
  const request = (name: string, payload: object): Promise<object> => {
    asked.push(name === 'broadcast:agree' ? `${name} ${JSON.stringify(payload)}` : name);
    if (name === 'broadcast:start') {
      return Promise.resolve({ ok: true, token: 'a'.repeat(32), sshPort: null });
    }
    return Promise.resolve({ ok: true, viewers });
  };
  const broadcast = new Broadcast({
    signalling: { request: request as SignallingApi['request'] },
    local,
    remote,
    membership: {
      get partners() {
        return partners;
      },
      onChange: changed.event,
    },
    isTalking: () => isTalking,
    capture: () =>
      Promise.resolve({
        content: { textRows: [String(clock.nowMs())], pictures: [] },
        cols: 30,
        rows: 5,
      }),
    deflate: (bytes) => Promise.resolve('A'.repeat(bytes.length)),
    clock,
  });
  const ends: BroadcastEnd[] = [];
  broadcast.onEnd((why) => ends.push(why));
  const hear = async (name: string, said: Partial<BroadcastState>): Promise<void> => {
    const value = { kind: 'broadcast', state: 'off', answer: 'none', ...said } as const;
    remote.fire('broadcast', { id: `id of ${name}`, value });
    await settle();
  };
  return {
    broadcast,
    local,
    asked,
    ends,
    clock,
    hear,
    frames: () => asked.filter((name) => name === 'broadcast:frame').length,
    setViewers: (count: number) => (viewers = count),
    come: async (...next: string[]) => {
      partners = next.map(partner);
      isTalking = next.length > 0;
      changed.fire(partners);
      await settle();
    },
  };
}

describe('a broadcast', () => {
  it('asks the server for nothing before everybody has said yes', async () => {
    const { broadcast, local, asked, hear } = setUp('bob', 'cat');
    expect(broadcast.start(null)).toBe(true);
    expect(broadcast.start(null)).toBe(false);
    expect(broadcast.own).toEqual({ kind: 'asked', waitsFor: ['bob', 'cat'] });
    expect(local.state.broadcast).toBe('asked');
    await hear('bob', { answer: 'yes' });
    // Whoever is not there has no word, and neither has echo.
    await hear('eve', { answer: 'yes' });
    await hear('cat', { answer: 'none' });
    expect(asked).toEqual([]);
    await hear('cat', { answer: 'yes' });
    expect(asked[0]).toBe('broadcast:start');
    expect(broadcast.own).toMatchObject({ kind: 'on', token: 'a'.repeat(32), waitsFor: [] });
  });

  it('sends as many frames as there are viewers for, and none while somebody is asked', async () => {
    const { broadcast, hear, clock, frames, setViewers, come } = setUp('bob');
    broadcast.start(null);
    await hear('bob', { answer: 'yes' });
    await clock.advance(1_000);
    const watched = frames();
    expect(watched).toBeGreaterThan(20);
    await come('bob', 'cat');
    expect(broadcast.own).toMatchObject({ kind: 'on', waitsFor: ['cat'] });
    await clock.advance(3_000);
    expect(frames()).toBe(watched);
    setViewers(0);
    await hear('cat', { answer: 'yes' });
    await clock.advance(5_000);
    expect(frames() - watched).toBeLessThan(8);
    expect(frames() - watched).toBeGreaterThan(3);
  });

  it('ends when somebody says no, and when all is over', async () => {
    const first = setUp('bob', 'cat');
    first.broadcast.start(null);
    await first.hear('bob', { answer: 'yes' });
    await first.hear('cat', { answer: 'no' });
    expect(first.ends).toEqual([{ kind: 'refused', by: 'cat' }]);
    expect(first.asked).toEqual([]);
    // What bob said was for that one.
    first.broadcast.start(null);
    expect(first.broadcast.own).toMatchObject({ waitsFor: ['bob', 'cat'] });

    const second = setUp('bob');
    second.broadcast.start(null);
    await second.hear('bob', { answer: 'yes' });
    await second.come();
    expect(second.ends).toEqual([{ kind: 'talk-over' }]);
    expect(second.asked.at(-1)).toBe('broadcast:stop');
    const sent = second.frames();
    await second.clock.advance(5_000);
    expect(second.frames()).toBe(sent);
  });

  it('takes no yes of somebody who left and came back', async () => {
    const { broadcast, hear, come } = setUp('bob', 'cat');
    broadcast.start(null);
    await hear('bob', { answer: 'yes' });
    await come('cat');
    await come('cat', 'bob');
    expect(broadcast.own).toMatchObject({ kind: 'asked', waitsFor: ['cat', 'bob'] });
  });
});

describe("somebody else's broadcast", () => {
  it('is told the local answer once the server has it', async () => {
    const { broadcast, local, asked, hear } = setUp('bob');
    await hear('bob', { state: 'asked' });
    expect(broadcast.remote).toMatchObject([{ name: 'bob', state: 'asked', answer: null }]);
    expect(broadcast.answer(true).map(({ name }) => name)).toEqual(['bob']);
    expect(local.state.broadcastAnswers.get('id of bob')).toBeUndefined();
    await settle();
    expect(asked).toEqual(['broadcast:agree {"by":"bob","isAgreed":true}']);
    expect(local.state.broadcastAnswers.get('id of bob')).toBe(true);
    await hear('bob', { state: 'on' });
    broadcast.answer(false);
    await settle();
    expect(local.state.broadcastAnswers.get('id of bob')).toBe(false);
  });

  it('is forgotten with its answer when it ends, so that the next one asks anew', async () => {
    const { broadcast, local, hear } = setUp('bob');
    await hear('bob', { state: 'asked' });
    broadcast.answer(true);
    await settle();
    await hear('bob', { state: 'off' });
    expect(local.state.broadcastAnswers.size).toBe(0);
    await hear('bob', { state: 'asked' });
    expect(broadcast.remote).toMatchObject([{ answer: null }]);
  });
});
