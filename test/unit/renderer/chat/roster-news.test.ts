import { beforeEach, describe, expect, it } from 'vitest';
import { Roster } from '../../../../src/renderer/chat/roster';
import { type News, RosterNews } from '../../../../src/renderer/chat/roster-news';
import type { Person } from '../../../../src/shared/protocol/messages';
import { FakeClock } from '../../../helpers/fake-clock';

const LONG_MS = 10_000;

let clock: FakeClock;
let roster: Roster;
let news: RosterNews;
let told: News[];
let toldKeys: ReadonlySet<string> | null;

beforeEach(() => {
  clock = new FakeClock();
  roster = new Roster();
  told = [];
  toldKeys = null;
  news = new RosterNews(clock, { names: () => roster.names(), told: () => toldKeys });
  roster.onChange((change) => {
    news.handle(change);
  });
  news.onNews((each) => told.push(each));
});

function people(...names: string[]): Person[] {
  return names.map((name) => ({ name, presence: 'available' }));
}

function change(here: readonly string[], gone: readonly string[] = []): void {
  roster.handlePush({
    name: 'people:changed',
    payload: { here: people(...here), gone: [...gone] },
  });
}

describe('RosterNews', () => {
  it('tells in one go of all who came and left within a second', async () => {
    roster.reset(people('zoe'));
    change(['ann']);
    change(['bob'], ['zoe']);
    expect(told).toEqual([]);
    await clock.advance(LONG_MS);
    expect(told).toEqual([{ came: ['ann', 'bob'], left: ['zoe'] }]);
  });

  it('says nothing of whoever was away for a moment, or came for one', async () => {
    roster.reset(people('zoe'));
    change(['ann'], ['zoe']);
    change(['zoe'], ['ann']);
    await clock.advance(LONG_MS);
    expect(told).toEqual([]);
  });

  it('tells nothing of the many who come back to a restarted server', async () => {
    roster.reset(people('ann', 'bob', 'cat', 'zoe'));
    news.handleState({ kind: 'reconnecting' });
    roster.reset(people('ann'));
    news.handleState({ kind: 'signed-in' });
    change(['bob']);
    await clock.advance(1_500);
    change(['cat', 'dan']);
    await clock.advance(LONG_MS);
    expect(told).toEqual([{ came: ['dan'], left: ['zoe'] }]);
    change([], ['dan']);
    await clock.advance(LONG_MS);
    expect(told.at(-1)).toEqual({ came: [], left: ['dan'] });
  });

  it('tells only of those whom the setting names', async () => {
    roster.reset(people('stranger'));
    toldKeys = new Set(['ann']);
    change(['ann', 'other'], ['stranger']);
    await clock.advance(LONG_MS);
    expect(told).toEqual([{ came: ['ann'], left: [] }]);
  });

  it('tells nothing more after signing out', async () => {
    change(['ann']);
    news.handleState({ kind: 'signed-out' });
    await clock.advance(LONG_MS);
    expect(told).toEqual([]);
    expect(clock.pendingCount).toBe(0);
  });
});
