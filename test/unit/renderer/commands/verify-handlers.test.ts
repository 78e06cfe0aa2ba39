import { describe, expect, it } from 'vitest';
import type { AskFailure, VerificationView } from '../../../../src/renderer/call/verifications';
import { VerifyHandlers } from '../../../../src/renderer/commands/verify-handlers';
import type { Participant } from '../../../../src/shared/call/participant';
import type { JoinedRoom } from '../../../../src/shared/call/room-state';
import type { SeenConnection } from '../../../../src/shared/identity/verification-state';

const KEY = { ann: '11'.repeat(32), bob: '22'.repeat(32), cat: '33'.repeat(32) } as const;
const BOB = { id: 'peer', name: 'bob' } as Participant;
const CERTIFICATES: Record<string, string> = { ann: 'AA', bob: 'BB', cat: 'CC' };

/** A room of ann and those of `names`, as ann's program knows it. */
function roomOf(names: readonly string[]): JoinedRoom {
  const members = ['ann', ...names].map((name) => ({ id: `id-of-${name}`, name, isAway: false }));
  const [you] = members;
  return { info: { slug: 'garden', name: 'garden' }, you, members } as unknown as JoinedRoom;
}

interface World {
  localKey?: string | null;
  keyOfBob?: string | null;
  failure?: AskFailure | null;
  view?: VerificationView | null;
  room?: JoinedRoom | null;
  /** By which gateway bob came. */
  via?: string;
  /** What is seen of the connection with somebody, by id. */
  seen?: (id: string) => SeenConnection | null;
}

function setUp(world: World = {}) {
  const notices: string[] = [];
  const panels: { title: string; lines: readonly string[] }[] = [];
  const asked: string[] = [];
  const handlers = new VerifyHandlers({
    participants: {
      find: (name) => (name === 'bob' ? { ...BOB, via: world.via } : undefined),
      isSelf: (name) => name === 'ann',
    },
    verifications: {
      view: world.view ?? null,
      ask: (id) => {
        asked.push(id);
        return Promise.resolve(world.failure ?? null);
      },
      seen: (id) => Promise.resolve(world.seen?.(id) ?? null),
    },
    room: { current: world.room ?? null },
    localKey: () => Promise.resolve(world.localKey === undefined ? KEY.ann : world.localKey),
    keyOf: (name) => {
      if (name !== 'bob') return undefined;
      return world.keyOfBob === undefined ? KEY.bob : world.keyOfBob;
    },
    showPanel: (title, lines) => panels.push({ title, lines }),
    notice: (text) => notices.push(text),
  });
  return { handlers, notices, panels, asked };
}

const verify = async (person: string, world: World = {}) => {
  const app = setUp(world);
  await app.handlers.all.verify({ name: 'verify', person });
  return app;
};
const safety = async (person: string, world: World = {}) => {
  const app = setUp(world);
  await app.handlers.all.safety({ name: 'safety', person });
  return app;
};

describe('verify', () => {
  it('asks whoever is in the call or the room', async () => {
    const { asked, notices } = await verify('bob');
    expect([asked, notices]).toEqual([['peer'], []]);
  });

  it('has nothing to compare with somebody who came by a gateway', async () => {
    const { asked, notices } = await verify('bob', { via: 'clivrt' });
    expect(asked).toEqual([]);
    expect(notices.join()).toMatch(/^bob is here by clivrt, whose program has no key/);
  });

  it.each([
    ['ann', {}, /^That is you\./],
    ['echo', {}, /^echo is this window itself/],
    ['cat', {}, /^cat is not in your call or room: call cat first/],
    ['bob', { failure: 'not-connected' }, /^There is no connection with bob/],
    [
      'bob',
      { failure: 'busy', view: { person: { id: 'x', name: 'cat' } } as VerificationView },
      /^You are comparing with cat/,
    ],
  ] as const)('says why not, and what to do: %s %j', async (person, world, sentence) => {
    const { notices } = await verify(person, world);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(sentence);
  });
});

describe('safety', () => {
  it('shows the sixty digits, in three rows', async () => {
    const { panels, notices } = await safety('bob');
    expect(notices).toEqual([]);
    expect(panels[0].title).toBe('safety number of you and bob');
    expect(panels[0].lines.slice(0, 3)).toEqual([
      '81737 61717 53487 59248',
      '67821 84761 99209 44975',
      '85588 51766 99151 04504',
    ]);
  });

  it.each([
    ['ann', {}, /^That is you\./],
    ['bob', { localKey: null }, /^This device has no key/],
    ['bob', { keyOfBob: null }, /^bob is a guest without a key/],
    ['cat', {}, /^cat is not here/],
  ] as const)('says why not, and what to do: %s %j', async (person, world, sentence) => {
    const { panels, notices } = await safety(person, world);
    expect(panels).toEqual([]);
    expect(notices[0]).toMatch(sentence);
  });
});

describe('room code', () => {
  type Name = keyof typeof KEY;
  const end = (name: Name) => ({ key: KEY[name], fingerprint: CERTIFICATES[name] });
  /** What `viewer` sees of the others. */
  const seenBy =
    (viewer: Name) =>
    (id: string): SeenConnection => ({
      talk: 'any',
      local: end(viewer),
      remote: end(id.replace('id-of-', '') as Name),
    });
  const codeOf = async (world: World): Promise<readonly string[]> => {
    const { handlers, panels, notices } = setUp(world);
    await handlers.roomCode();
    expect(notices).toEqual([]);
    return panels[0].lines.slice(0, 2);
  };
  const annsRoom = roomOf(['bob', 'cat']);
  const bobsRoom = { ...annsRoom, you: annsRoom.members[1] };

  it('is the same for all', async () => {
    const code = await codeOf({ room: annsRoom, seen: seenBy('ann') });
    expect(code.join(' ')).toMatch(/^(\d{5} ){9}\d{5}$/);
    expect(await codeOf({ room: bobsRoom, seen: seenBy('bob') })).toEqual(code);
  });

  it('is another one with somebody in the middle of two', async () => {
    const code = await codeOf({ room: annsRoom, seen: seenBy('ann') });
    const seen = (id: string): SeenConnection => ({
      ...seenBy('bob')(id),
      ...(id === 'id-of-ann' && { remote: { key: KEY.ann, fingerprint: 'MM' } }),
    });
    expect(await codeOf({ room: bobsRoom, seen })).not.toEqual(code);
  });

  it.each([
    [{ room: null }, /^You are in no room/],
    [{ room: roomOf([]) }, /^You are alone in the room/],
    [{ room: annsRoom }, /^There is no connection yet with bob and cat/],
    [
      {
        room: annsRoom,
        seen: (id: string): SeenConnection => {
          const local = { key: KEY.ann, fingerprint: `own for ${id}` };
          return { ...seenBy('ann')(id), local };
        },
      },
      /^This browser shows each member another certificate/,
    ],
  ] as const)('says why there is none, and what to do: %#', async (world, sentence) => {
    const { handlers, panels, notices } = setUp(world);
    await handlers.roomCode();
    expect(panels).toEqual([]);
    expect(notices[0]).toMatch(sentence);
  });
});
