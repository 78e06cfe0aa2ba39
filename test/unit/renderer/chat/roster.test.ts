import { describe, expect, it } from 'vitest';
import { Roster, type RosterChange } from '../../../../src/renderer/chat/roster';
import type { Push } from '../../../../src/shared/protocol/events';
import type { Person } from '../../../../src/shared/protocol/messages';

function person(name: string, presence: Person['presence'] = 'available'): Person {
  return { name, presence };
}

function news(here: readonly Person[], gone: readonly string[] = []): Push {
  return { name: 'people:changed', payload: { here: [...here], gone: [...gone] } };
}

function watched(roster: Roster): RosterChange[] {
  const changes: RosterChange[] = [];
  roster.onChange((change) => changes.push(change));
  return changes;
}

describe('Roster', () => {
  it('follows who comes, changes and goes', () => {
    const roster = new Roster();
    roster.reset([person('zoe')]);
    const changes = watched(roster);
    roster.handlePush(news([person('ann')]));
    roster.handlePush(news([person('ann', 'away')], ['zoe']));
    expect(changes.map((change) => change.kind)).toEqual(['joined', 'left', 'changed']);
    expect(roster.list()).toEqual([person('ann', 'away')]);
  });

  it('tells of no change when it is told what it knows already', () => {
    const roster = new Roster();
    roster.reset([person('ann')]);
    const changes = watched(roster);
    roster.handlePush(news([person('ann')]));
    expect(changes).toEqual([]);
  });

  it('has one entry for a name, however it is written', () => {
    const roster = new Roster();
    roster.handlePush(news([person('ann')]));
    roster.handlePush(news([person('Ann')]));
    expect(roster.names()).toEqual(['Ann']);
  });

  it('lists people by name', () => {
    const roster = new Roster();
    roster.reset(['zoe', 'ann', 'Mo'].map((name) => person(name)));
    expect(roster.names()).toEqual(['ann', 'Mo', 'zoe']);
  });

  it('shows nothing of those who are hidden', () => {
    const roster = new Roster((name) => name === 'eve');
    const changes = watched(roster);
    roster.reset([person('eve')]);
    roster.handlePush(news([person('eve', 'away'), person('ann')]));
    roster.handlePush(news([], ['eve']));
    expect(roster.names()).toEqual(['ann']);
    expect(changes).toHaveLength(1);
  });

  it('drops a name that a hostile server made of control characters', () => {
    const roster = new Roster();
    roster.reset([person('\u001b\u009b')]);
    roster.handlePush(news([person('\u202e', 'away')]));
    expect(roster.list()).toEqual([]);
  });

  it('tells of no change when somebody leaves whom it did not know', () => {
    const roster = new Roster();
    const changes = watched(roster);
    roster.handlePush(news([], ['nobody']));
    expect(changes).toEqual([]);
  });
});
