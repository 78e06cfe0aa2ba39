import { describe, expect, it } from 'vitest';
import { learnDevices } from '../../../../src/renderer/app/learn-devices';
import { Roster } from '../../../../src/renderer/chat/roster';
import { Emitter } from '../../../../src/shared/base/emitter';
import { DisposableStore } from '../../../../src/shared/base/lifecycle';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import type { Person } from '../../../../src/shared/protocol/messages';
import { settle } from '../../../helpers/fake-clock';

const [KNOWN, OTHER] = ['1'.repeat(64), '2'.repeat(64)];
const bobBy = (key: string): Person => ({ name: 'bob', presence: 'available', key });

/** A window that knows bob by one key. `gone`: what of his devices is news to it. */
function open(gone: readonly string[] = []) {
  const roster = new Roster();
  const asked: unknown[] = [];
  const learned: unknown[] = [];
  const told: string[] = [];
  /** Who may have been asked to link this device, and may not have heard of it. */
  const greeted: string[] = [];
  const phases = new Emitter<CallPhase>();
  const store = new DisposableStore();
  learnDevices({
    store,
    roster,
    people: {
      identities: {
        trustOf: (_name: string, key: string) => (key === KNOWN ? 'known' : 'changed'),
        learnDevices: (name: string, { devices }: { devices: unknown }) => {
          learned.push([name, devices]);
          return Promise.resolve(gone);
        },
      },
      ownDevices: {
        handleHere: ({ name }: Person) => {
          greeted.push(name);
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
    call: { onPhase: phases.event, partnerKey: null },
    announcer: { tell: (line: string) => told.push(line) },
  } as unknown as Parameters<typeof learnDevices>[0]);
  return { roster, asked, learned, told, greeted, phases };
}

function come(roster: Roster, key: string): void {
  roster.handlePush({ name: 'people:changed', payload: { here: [bobBy(key)], gone: [] } });
}

const ASKED_ONCE = [['device:list', { name: 'bob' }]];

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
        come(roster, OTHER);
      },
    ],
  ])('is asked for their devices, once, when who %s', async (_when, appear) => {
    const { roster, asked, learned } = open();
    appear(roster);
    await settle();
    roster.reset([bobBy(OTHER)]);
    await settle();
    expect(asked).toEqual(ASKED_ONCE);
    expect(learned).toEqual([['bob', ['as the server says']]]);
  });
});

describe('somebody who comes with the key that is known', () => {
  it('is asked for nothing while everybody who is here is listed', async () => {
    const { roster, asked } = open();
    roster.reset([bobBy(KNOWN)]);
    await settle();
    expect(asked).toEqual([]);
  });

  it('is asked whether a device of theirs is gone, which is said', async () => {
    const { roster, asked, told, greeted } = open([OTHER]);
    come(roster, KNOWN);
    await settle();
    expect(asked).toEqual(ASKED_ONCE);
    expect(greeted).toEqual(['bob']);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('bob');
  });

  it('is asked so when they are called as well, once', async () => {
    const { roster, asked, phases } = open();
    roster.reset([bobBy(KNOWN)]);
    phases.fire({ kind: 'outgoing', peer: 'bob' } as CallPhase);
    phases.fire({ kind: 'idle' });
    phases.fire({ kind: 'outgoing', peer: 'bob' } as CallPhase);
    await settle();
    expect(asked).toEqual(ASKED_ONCE);
  });
});
