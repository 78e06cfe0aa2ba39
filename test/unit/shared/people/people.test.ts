import { describe, expect, it } from 'vitest';
import {
  addCall,
  endedCall,
  MAX_CALLS,
  missedCall,
  parseCallLog,
  removeCall,
  renameCaller,
} from '../../../../src/shared/people/call-log';
import {
  addLine,
  conversationKey,
  MAX_CONVERSATIONS,
  MAX_KEPT_LINES,
  mergeLogs,
  parseChatLog,
  surplusLogs,
} from '../../../../src/shared/people/chat-log';
import { MAX_DURATION_MS, parseDuration } from '../../../../src/shared/people/duration';
import { hasName, renamed, withName, withoutName } from '../../../../src/shared/people/name-list';
import { pushSender } from '../../../../src/shared/people/push-sender';
import { parseTimedPresence } from '../../../../src/shared/people/timed-presence';

describe('a list of names', () => {
  it('has each person once, whatever the case and look of the name', () => {
    const list = withName(withName(['bob'], 'ann'), 'ANN');
    expect(list).toEqual(['bob', 'ANN']);
    expect(hasName(list, 'ann')).toBe(true);
    // A Cyrillic a.
    expect(hasName(list, '\u0430nn')).toBe(true);
    expect(withoutName(list, 'Bob')).toEqual(['ANN']);
    expect(renamed(list, 'ann', 'anna')).toEqual(['bob', 'anna']);
  });
});

describe('a duration', () => {
  it.each([
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['45s', 45_000],
    ['90', 5_400_000],
    ['7D', 604_800_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
  it.each(['', '0', '0h', '8d', '2 h', 'h', '-1h', '1y', '99999h'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('a presence for a time', () => {
  const timed = { presence: 'donotdisturb', untilMs: 10_000 } as const;

  it('holds until it is over', () => {
    expect(parseTimedPresence(timed, 9_999)).toEqual(timed);
    expect(parseTimedPresence(timed, 10_000)).toBeNull();
  });

  it.each([
    undefined,
    'donotdisturb',
    { ...timed, presence: 'asleep' },
    { ...timed, untilMs: '10000' },
    { ...timed, untilMs: MAX_DURATION_MS + 1 },
    { ...timed, more: 1 },
  ])('is none when it is %j', (input) => {
    expect(parseTimedPresence(input, 0)).toBeNull();
  });
});

describe('the list of calls', () => {
  const missed = missedCall('bob', 5, 'no-answer');

  it('keeps the newest, and as many as there is room for', () => {
    let calls = parseCallLog(null);
    for (let index = 0; index <= MAX_CALLS; index++)
      calls = addCall(calls, { ...missed, atMs: index });
    expect(calls).toHaveLength(MAX_CALLS);
    expect(calls[0]?.atMs).toBe(MAX_CALLS);
    expect(removeCall(calls, 1)[0]?.atMs).toBe(MAX_CALLS - 1);
  });

  it('is read back, without what was tampered with', () => {
    const evil = { ...missed, peer: '\u001b[2J' };
    expect(parseCallLog([missed, evil, null, { kind: 'missed' }])).toEqual([missed]);
    expect(parseCallLog('x')).toEqual([]);
  });

  it('follows somebody who is called otherwise now', () => {
    const calls = [missed, missedCall('cat', 6, 'busy')];
    expect(renameCaller(calls, 'BOB', 'rob').map(({ peer }) => peer)).toEqual(['rob', 'cat']);
  });

  it('leaves to the server to say what was missed', () => {
    const summary = {
      peer: 'bob',
      direction: 'incoming',
      outcome: 'cancelled',
      text: null,
      durationMs: 0,
    } as const;
    expect(endedCall(summary, 100)).toBeNull();
    const spoken = { ...summary, outcome: 'hung-up', durationMs: 40 } as const;
    expect(endedCall(spoken, 100)).toEqual({ kind: 'in', peer: 'bob', atMs: 60, durationMs: 40 });
  });
});

describe('a kept conversation', () => {
  const line = { from: 'ann', text: 'hello', sentAtMs: 1, isMine: false };
  const bob = { kind: 'person', name: 'bob' } as const;

  it('is bounded, and sanitised when it is read', () => {
    let log = parseChatLog(undefined);
    for (let index = 0; index <= MAX_KEPT_LINES; index++) {
      log = addLine(log, bob, { ...line, sentAtMs: index });
    }
    expect(log?.lines).toHaveLength(MAX_KEPT_LINES);
    expect(parseChatLog(log)).toEqual(log);
    const lines = [{ ...line, text: 'a\u001b[2Jb' }, { text: 1 }];
    expect(parseChatLog({ ...bob, lines })?.lines).toEqual([{ ...line, text: 'a[2Jb' }]);
    expect(parseChatLog({ kind: 'person', name: '\u001b', lines: [] })).toBeNull();
    expect(parseChatLog([line])).toBeNull();
  });

  it('gives way when there are too many, the longest at rest first', () => {
    const logs = Array.from({ length: MAX_CONVERSATIONS + 2 }, (_, index) =>
      addLine(null, { kind: 'room', name: `r${index}` }, { ...line, sentAtMs: 1_000 - index }),
    );
    const gone = surplusLogs(logs).map(({ name }) => name);
    expect(gone).toEqual([`r${MAX_CONVERSATIONS}`, `r${MAX_CONVERSATIONS + 1}`]);
  });

  it('goes with a name, in the order in which it was said', () => {
    const said = (text: string, sentAtMs: number) => ({ ...line, text, sentAtMs });
    const one = addLine(addLine(null, bob, said('first', 1)), bob, said('third', 3));
    const other = addLine(null, { kind: 'person', name: 'rob' }, said('second', 2));
    const merged = mergeLogs(one, other, 'rob');
    expect(merged.name).toBe('rob');
    expect(merged.lines.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
    expect(mergeLogs(null, one, 'rob').lines).toEqual(one.lines);
  });

  it('in a room is that of its very slug', () => {
    const keeper = { server: 'ws://one', name: 'ann' };
    const key = (name: string) => conversationKey(keeper, { kind: 'room', name });
    expect(key('room-1')).not.toBe(key('room-l'));
    expect(key('Den')).toBe(key('den'));
  });

  it('is that of one name on one server, with one person', () => {
    const keeper = { server: 'ws://one', name: 'ann' };
    const key = conversationKey(keeper, { kind: 'person', name: 'Bob' });
    expect(conversationKey(keeper, { kind: 'person', name: 'bob' })).toBe(key);
    expect(conversationKey(keeper, { kind: 'room', name: 'bob' })).not.toBe(key);
    expect(
      conversationKey({ ...keeper, server: 'ws://two' }, { kind: 'person', name: 'bob' }),
    ).not.toBe(key);
    expect(conversationKey({ ...keeper, name: 'cat' }, { kind: 'person', name: 'bob' })).not.toBe(
      key,
    );
  });
});

describe('who is behind a push', () => {
  it('is told of calls and chat, and of nothing else', () => {
    expect(pushSender({ name: 'call:incoming', payload: { callId: 'x', from: 'eve' } })).toBe(
      'eve',
    );
    expect(pushSender({ name: 'people:changed', payload: { here: [], gone: ['eve'] } })).toBeNull();
    expect(pushSender({ name: 'call:ringing', payload: { callId: 'x' } })).toBeNull();
  });
});
