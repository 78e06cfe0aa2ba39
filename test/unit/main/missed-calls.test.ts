import { describe, expect, it } from 'vitest';
import { type MissedCall, MissedCalls } from '../../../src/main/missed-calls';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';

/** Controls, ends of lines, and what turns the order of letters. */
const ACTS = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const call = (change: Partial<MissedCall> = {}): MissedCall => ({
  from: 'ann',
  atMs: 0,
  reason: 'no-answer',
  ...change,
});

function setUp() {
  const notified: string[] = [];
  const counts: number[] = [];
  const place = { isWatched: false };
  const missed = new MissedCalls({
    isWatched: () => place.isWatched,
    showNotification: (title, body) => void notified.push(`${title}: ${body}`),
  });
  missed.onChange((count) => counts.push(count));
  return { missed, notified, counts, place };
}

describe('MissedCalls', () => {
  it('notify of nothing that acts, whatever the name', () => {
    for (const { label, text: from } of HOSTILE_STRINGS) {
      const { missed, notified } = setUp();
      missed.handleMissed(call({ from }));
      expect(notified, label).toHaveLength(1);
      expect(notified[0], label).not.toMatch(ACTS);
    }
  });

  it('counts and notifies until somebody looks', () => {
    const { missed, notified, counts } = setUp();
    missed.handleMissed(call());
    missed.handleMissed(call({ from: 'bob', reason: 'cancelled' }));
    expect(notified).toEqual(['Missed call: ann called you.', 'Missed call: bob called you.']);
    missed.clear();
    missed.clear();
    expect(counts).toEqual([1, 2, 0]);
  });

  it('counts in silence what was not to disturb', () => {
    const { missed, notified } = setUp();
    missed.handleMissed(call({ reason: 'do-not-disturb' }));
    missed.handleMissed(call({ reason: 'busy' }));
    expect(missed.count).toBe(2);
    expect(notified).toEqual([]);
  });

  it('leaves it to the window where somebody sits in front of it', () => {
    const { missed, place } = setUp();
    place.isWatched = true;
    missed.handleMissed(call());
    expect(missed.count).toBe(0);
  });

  it('shows nothing of a name that cannot be shown', () => {
    const { missed, notified } = setUp();
    missed.handleMissed(call({ from: '\u202e\u0000' }));
    expect(notified).toEqual(['Missed call: Somebody called you.']);
  });
});
