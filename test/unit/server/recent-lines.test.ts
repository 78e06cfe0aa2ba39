import { beforeEach, describe, expect, it } from 'vitest';
import { type Audience, RecentLines } from '../../../src/server/recent-lines';
import { LINE_MEMORY_MS, MAX_RECENT_LINES } from '../../../src/shared/protocol/limits';
import { FakeClock } from '../../helpers/fake-clock';

const EVERYBODY: Audience = { kind: 'everybody' };

let clock: FakeClock;
let lines: RecentLines;
beforeEach(() => {
  clock = new FakeClock();
  lines = new RecentLines(clock);
});

/** Somebody says something; returns its number. */
function say(from: string, audience: Audience, text: string, id = `line-${text}`): number {
  const seq = lines.nextSeq();
  const payload = { id, from, text, sentAtMs: clock.nowMs(), seq };
  lines.add(
    from,
    audience,
    audience.kind === 'room'
      ? { name: 'room:message', payload }
      : { name: 'chat:message', payload: { ...payload, to: null } },
  );
  return seq;
}

function heardBy(
  key: string,
  heardSeq: number,
  isResumed = true,
  restoredSlug: string | null = null,
): string[] {
  return lines
    .missedBy({ key, heardSeq, isResumed, restoredSlug })
    .map(({ payload }) => payload.text);
}

describe('what was said lately', () => {
  it('is told to whoever missed it, in order, and nothing twice', () => {
    const first = say('ann', EVERYBODY, 'one');
    say('ann', { kind: 'person', key: 'bob' }, 'two');
    say('carol', { kind: 'room', slug: 'den', keys: new Set(['ann', 'bob']) }, 'three');
    expect(heardBy('bob', 0)).toEqual(['one', 'two', 'three']);
    expect(heardBy('bob', first)).toEqual(['two', 'three']);
  });

  it('is told to nobody whom it was not for, and not to whoever said it', () => {
    say('ann', { kind: 'person', key: 'bob' }, 'for bob');
    say('ann', { kind: 'room', slug: 'den', keys: new Set(['bob']) }, 'in the den');
    expect(heardBy('eve', 0)).toEqual([]);
    expect(heardBy('ann', 0)).toEqual([]);
  });

  it('is not told to somebody else who took the name, but for what everybody heard', () => {
    say('ann', { kind: 'person', key: 'bob' }, 'for bob');
    say('ann', { kind: 'room', slug: 'den', keys: new Set(['bob']) }, 'in the den');
    say('ann', EVERYBODY, 'for all');
    expect(heardBy('bob', 0, false)).toEqual(['for all']);
  });

  it('is told in a room to a member who is let in again', () => {
    const first = say('ann', { kind: 'room', slug: 'den', keys: new Set() }, 'one');
    say('ann', { kind: 'room', slug: 'den', keys: new Set() }, 'two');
    say('ann', { kind: 'room', slug: 'attic', keys: new Set() }, 'elsewhere');
    expect(heardBy('bob', first, false, 'den')).toEqual(['two']);
  });

  it('is found again by who said it and under which id', () => {
    say('ann', EVERYBODY, 'one', 'the-line-1');
    expect(lines.find('ann', 'the-line-1')?.payload.text).toBe('one');
    expect(lines.find('bob', 'the-line-1')).toBeUndefined();
  });

  it('is forgotten in time', async () => {
    say('ann', EVERYBODY, 'one');
    await clock.advance(LINE_MEMORY_MS + 1);
    expect(heardBy('bob', 0)).toEqual([]);
  });

  it('is bounded in number, the oldest going first', () => {
    for (let line = 0; line < MAX_RECENT_LINES + 10; line++) say('ann', EVERYBODY, `${line}`);
    const heard = heardBy('bob', 0);
    expect(heard.length).toBeLessThanOrEqual(MAX_RECENT_LINES);
    expect(heard.length).toBeGreaterThan(0.9 * MAX_RECENT_LINES);
    expect(heard.at(-1)).toBe(`${MAX_RECENT_LINES + 9}`);
  });

  it('has higher numbers after a restart than before', async () => {
    const before = say('ann', EVERYBODY, 'one');
    await clock.advance(1_000);
    expect(new RecentLines(clock).nextSeq()).toBeGreaterThan(before);
  });
});
