import { describe, expect, it } from 'vitest';
import { learnDevices } from '../../../../src/renderer/app/learn-devices';
import { Roster } from '../../../../src/renderer/chat/roster';
import { DisposableStore } from '../../../../src/shared/base/lifecycle';
import type { Person } from '../../../../src/shared/protocol/messages';
import { settle } from '../../../helpers/fake-clock';

const [KNOWN, OTHER] = ['1'.repeat(64), '2'.repeat(64)];
const bobBy = (key: string): Person => ({ name: 'bob', presence: 'available', key });

/** A window that knows bob by one key. */
function open() {
  const roster = new Roster();
  const asked: unknown[] = [];
  const learned: unknown[] = [];
  const store = new DisposableStore();
  learnDevices({
    store,
    roster,
    people: {
      identities: {
        trustOf: (_name: string, key: string) => (key === KNOWN ? 'known' : 'changed'),
        learnDevices: (name: string, devices: unknown) => {
          learned.push([name, devices]);
          return Promise.resolve();
        },
      },
    },
    host: {
      signalling: {
        request: (...request: unknown[]) => {
          asked.push(request);
          return Promise.resolve({ ok: true, devices: ['as the server says'] });
        },
      },
    },
  } as unknown as Parameters<typeof learnDevices>[0]);
  return { roster, asked, learned };
}

describe('somebody who comes with another key than they are known by', () => {
  it.each<[string, (roster: Roster) => void]>([
    [
      'is here already',
      (roster) => {
        roster.reset([bobBy(OTHER)]);
      },
    ],
    [
      'comes',
      (roster) => {
        roster.handlePush({
          name: 'people:changed',
          payload: { here: [bobBy(OTHER)], gone: [] },
        });
      },
    ],
  ])('is asked for their devices, once, when who %s', async (_when, appear) => {
    const { roster, asked, learned } = open();
    appear(roster);
    await settle();
    roster.reset([bobBy(OTHER)]);
    await settle();
    expect(asked).toEqual([['device:list', { name: 'bob' }]]);
    expect(learned).toEqual([['bob', ['as the server says']]]);
  });

  it('is not asked for while they come with the key that is known', async () => {
    const { roster, asked } = open();
    roster.reset([bobBy(KNOWN)]);
    await settle();
    expect(asked).toEqual([]);
  });
});
