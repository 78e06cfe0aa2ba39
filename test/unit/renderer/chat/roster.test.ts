import { describe, expect, it } from 'vitest';
import { Roster, type RosterChange } from '../../../../src/renderer/chat/roster';

describe('Roster', () => {
  it('follows who comes, changes and goes', () => {
    const roster = new Roster();
    const changes: RosterChange[] = [];
    roster.reset([{ name: 'zoe', presence: 'available' }]);
    roster.onChange((change) => changes.push(change));
    roster.handlePush({ name: 'people:joined', payload: { name: 'ann', presence: 'available' } });
    roster.handlePush({ name: 'people:changed', payload: { name: 'ann', presence: 'away' } });
    roster.handlePush({ name: 'people:left', payload: { name: 'zoe' } });
    expect(changes.map((change) => change.kind)).toEqual(['joined', 'changed', 'left']);
    expect(roster.list()).toEqual([{ name: 'ann', presence: 'away' }]);
  });

  it('lists by name', () => {
    const roster = new Roster();
    const presence = 'available';
    roster.reset(['zoe', 'ann', 'Mo'].map((name) => ({ name, presence })));
    expect(roster.names()).toEqual(['ann', 'Mo', 'zoe']);
  });

  it('drops a name that a hostile server made of control characters', () => {
    const roster = new Roster();
    roster.reset([{ name: '\u001b\u009b', presence: 'available' }]);
    roster.handlePush({ name: 'people:joined', payload: { name: '\u202e', presence: 'away' } });
    expect(roster.list()).toEqual([]);
  });

  it('says nothing about people it never knew', () => {
    const roster = new Roster();
    const changes: RosterChange[] = [];
    roster.onChange((change) => changes.push(change));
    roster.handlePush({ name: 'people:left', payload: { name: 'nobody' } });
    expect(changes).toEqual([]);
  });
});
