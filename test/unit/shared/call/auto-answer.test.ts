import { describe, expect, it } from 'vitest';
import { type AutoAnswerContext, decideAutoAnswer } from '../../../../src/shared/call/auto-answer';
import { TRUSTS } from '../../../../src/shared/identity/trust';

const NOW_MS = 10_000_000;
const SERVER = 'wss://calls.example.org';
const namedUntil = (untilMs: number | null, ...names: string[]) =>
  names.map((name) => ({ name, server: SERVER, untilMs }));
const named = (...names: string[]) => namedUntil(null, ...names);

function decide(change: Partial<AutoAnswerContext> = {}): ReturnType<typeof decideAutoAnswer> {
  return decideAutoAnswer({
    settings: { autoanswer: true, autoanswer_people: named('Ann', 'Bob') },
    caller: 'Ann',
    server: SERVER,
    presence: 'available',
    isInCall: false,
    isScreenLocked: false,
    isGuest: false,
    isForeign: false,
    trust: 'verified',
    recent: [],
    nowMs: NOW_MS,
    ...change,
  });
}

/** Answered by itself, so long ago. */
const ago = (ms: number, caller = 'Bob') => ({ caller, atMs: NOW_MS - ms });

describe('automatic answers', () => {
  it('answers who is named, after five seconds to say no', () => {
    expect(decide()).toEqual({ countdownMs: 5_000 });
    expect(decide({ caller: 'ann' })).toEqual({ countdownMs: 5_000 });
    expect(decide({ server: 'https://Calls.example.org/' })).toEqual({ countdownMs: 5_000 });
  });

  it.each<[string, Partial<AutoAnswerContext>]>([
    ['it is switched off', { settings: { autoanswer: false, autoanswer_people: named('Ann') } }],
    ['nobody is named', { settings: { autoanswer: true, autoanswer_people: [] } }],
    [
      'the time of the caller is over',
      { settings: { autoanswer: true, autoanswer_people: namedUntil(NOW_MS, 'Ann') } },
    ],
    ['somebody else calls', { caller: 'Zoe' }],
    ['somebody calls whose name merely looks like one', { caller: '\u0410nn' }],
    ['somebody of that name calls on another server', { server: 'wss://evil.test' }],
    ['the server is the same host without a certificate', { server: 'ws://calls.example.org' }],
    ['I am signed out meanwhile', { server: null }],
    ['I am away', { presence: 'away' }],
    ['I am not to be disturbed', { presence: 'donotdisturb' }],
    ['the screen is locked', { isScreenLocked: true }],
    ['another call is on', { isInCall: true }],
    ['the caller is a guest', { isGuest: true }],
    ['the caller came by a gateway', { isForeign: true }],
    ...TRUSTS.filter((trust) => trust !== 'verified').map(
      (trust): [string, Partial<AutoAnswerContext>] => [`the key is ${trust}`, { trust }],
    ),
    ['the caller was answered within the minute', { recent: [ago(59_999, 'ANN')] }],
    [
      'five were answered within the hour',
      { recent: [1, 2, 3, 4, 5].map((n) => ago(n * 700_000)) },
    ],
  ])('rings when %s', (_, change) => {
    expect(decide(change)).toBe('ring');
  });

  it('answers until the time of the caller is over', () => {
    const autoanswer_people = namedUntil(NOW_MS + 1, 'Ann');
    expect(decide({ settings: { autoanswer: true, autoanswer_people } })).not.toBe('ring');
  });

  it('answers again when enough time has passed', () => {
    expect(decide({ recent: [ago(60_000, 'Ann')] })).not.toBe('ring');
    expect(
      decide({ recent: [ago(3_600_000), ...[1, 2, 3, 4].map((n) => ago(n * 100_000))] }),
    ).not.toBe('ring');
  });
});
