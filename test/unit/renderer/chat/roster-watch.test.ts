import { beforeEach, describe, expect, it } from 'vitest';
import { Roster } from '../../../../src/renderer/chat/roster';
import { RosterWatch, type RosterWatchPorts } from '../../../../src/renderer/chat/roster-watch';
import type { Person, RosterMode } from '../../../../src/shared/protocol/messages';
import type { SignallingState } from '../../../../src/shared/signalling/signalling-api';
import { FakeClock, settle } from '../../../helpers/fake-clock';

const BOB: Person = { name: 'bob', presence: 'available' };

let clock: FakeClock;
let roster: Roster;
let watch: RosterWatch;
let wanted: string[];
/** What was asked, and how to answer it. */
let asked: { readonly names: readonly string[]; answer(...here: string[]): void }[];

beforeEach(() => {
  clock = new FakeClock();
  roster = new Roster();
  wanted = [];
  asked = [];
  const request = (_name: string, { names }: { names: readonly string[] }): Promise<unknown> =>
    new Promise((resolve) => {
      asked.push({
        names,
        answer: (...here) => {
          const people = here.map((name): Person => ({ name, presence: 'available' }));
          resolve({ ok: true, people });
        },
      });
    });
  watch = new RosterWatch({
    request: request as unknown as RosterWatchPorts['request'],
    clock,
    roster,
    wanted: () => wanted,
  });
});

function signedIn(mode: RosterMode): SignallingState & { readonly kind: 'signed-in' } {
  return { kind: 'signed-in', server: 'ws://here', name: 'me', isSecure: false, roster: mode };
}

describe('RosterWatch', () => {
  it('asks who is here at every signing in, and fills the roster with the answer', async () => {
    wanted = ['bob'];
    watch.handleState(signedIn('contacts'));
    asked[0].answer('bob');
    await settle();
    expect(asked[0].names).toEqual(['bob']);
    expect(roster.names()).toEqual(['bob']);
    watch.handleState(signedIn('contacts'));
    expect(asked).toHaveLength(2);
  });

  it('does not ask who is here where the answer to signing in said so', async () => {
    wanted = ['bob', 'cat'];
    watch.handleState({ kind: 'signed-out' });
    watch.handleState({
      ...signedIn('contacts'),
      watched: { names: ['cat', 'bob'], people: [BOB] },
    });
    await clock.advance(1_000);
    expect(asked).toEqual([]);
    expect(roster.names()).toEqual(['bob']);
  });

  it('tells the server whom to watch when it signed in with another list', async () => {
    wanted = ['bob'];
    watch.handleState({ kind: 'signed-out' });
    watch.handleState({ ...signedIn('contacts'), watched: { names: [], people: [] } });
    await clock.advance(1_000);
    expect(asked.map(({ names }) => names)).toEqual([['bob']]);
  });

  it('asks who is here when it starts while signed in', () => {
    watch.handleState({ ...signedIn('contacts'), watched: { names: [], people: [BOB] } });
    expect(asked).toHaveLength(1);
  });

  it('tells the server once about several changes of whom to watch', async () => {
    watch.handleState(signedIn('contacts'));
    wanted = ['bob'];
    watch.update();
    wanted = ['bob', 'cat'];
    watch.update();
    await clock.advance(1_000);
    watch.update();
    await clock.advance(1_000);
    expect(asked.map(({ names }) => names)).toEqual([[], ['bob', 'cat']]);
  });

  it('does not tell whom to watch where the server tells of everybody', async () => {
    watch.handleState(signedIn('everybody'));
    wanted = ['bob'];
    watch.update();
    await clock.advance(1_000);
    expect(asked).toHaveLength(1);
  });

  it('asks who is here again when few people become many', () => {
    watch.handleState(signedIn('everybody'));
    wanted = ['bob'];
    watch.handlePush({
      name: 'people:changed',
      payload: { here: [], gone: [], roster: 'contacts' },
    });
    expect(asked.map(({ names }) => names)).toEqual([[], ['bob']]);
    expect(watch.mode).toBe('contacts');
  });

  it('ignores the answer to an older question', async () => {
    watch.handleState(signedIn('contacts'));
    void watch.refresh();
    asked[1].answer('cat');
    await settle();
    asked[0].answer('bob');
    await settle();
    expect(roster.names()).toEqual(['cat']);
  });

  it('empties the roster at signing out', async () => {
    watch.handleState(signedIn('everybody'));
    asked[0].answer('bob');
    await settle();
    watch.handleState({ kind: 'signed-out' });
    expect(roster.names()).toEqual([]);
  });
});
