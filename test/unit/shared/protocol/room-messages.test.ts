import { describe, expect, it } from 'vitest';
import type { RequestName } from '../../../../src/shared/protocol/events';
import { jsonByteLength } from '../../../../src/shared/protocol/json';
import {
  MAX_DESCRIPTION_BYTES,
  MAX_ROOM_GUESTS,
  MAX_ROOM_NAME_BYTES,
  MAX_TOPIC_BYTES,
} from '../../../../src/shared/protocol/limits';
import { parsePush, parseReply, parseRequest } from '../../../../src/shared/protocol/parse';

const MEMBER_ID = 'AbCdEfGhIjKlMnOpQrStUv';

const LOCK = {
  salt: 'a'.repeat(32),
  cost: { logN: 14, r: 8, p: 5 },
  key: 'b'.repeat(64),
};

function isRead(name: RequestName, payload: unknown): boolean {
  return parseRequest(name, payload).ok;
}

describe('a request about rooms', () => {
  const room = { name: 'Stand-up', isPrivate: false };

  it('makes a room of a name and a choice, the rest at will', () => {
    expect(isRead('room:create', room)).toBe(true);
    const rest = { isKept: true, isLocked: false, limit: 5, lock: LOCK };
    expect(isRead('room:create', { ...room, ...rest })).toBe(true);
    expect(isRead('room:create', { name: 'Stand-up' })).toBe(false);
  });

  it.each([
    ['a limit below two', { limit: 1 }],
    ['a limit above the most', { limit: MAX_ROOM_GUESTS + 1 }],
    ['half a guest', { limit: 2.5 }],
    ['a password', { password: 'hunter2' }],
    ['half a salt', { lock: { ...LOCK, salt: 'a'.repeat(16) } }],
    ['a terabyte of scrypt', { lock: { ...LOCK, cost: { logN: 30, r: 8, p: 1 } } }],
    ['what is no key', { lock: { ...LOCK, key: 'tomato' } }],
    ['too long a name', { name: 'é'.repeat(MAX_ROOM_NAME_BYTES / 2 + 1) }],
    ['an empty name', { name: '' }],
    ['an owner of the client’s choice', { owner: 'ann' }],
    ['a slug of the client’s choice', { slug: 'stand-up' }],
  ])('refuses %s', (_what, change) => {
    expect(isRead('room:create', { ...room, ...change })).toBe(false);
  });

  it('takes a limit and a password away with null', () => {
    expect(isRead('room:set', { limit: null, lock: null })).toBe(true);
    expect(isRead('room:set', { topic: '' })).toBe(true);
    expect(isRead('room:set', { topic: 'x'.repeat(MAX_TOPIC_BYTES + 1) })).toBe(false);
    expect(isRead('room:set', { isLocked: null })).toBe(false);
    expect(isRead('room:set', { name: 'other' })).toBe(false);
  });

  it('signals as calls do, to a member', () => {
    const signal = { kind: 'renegotiate', generation: 3 };
    expect(isRead('room:signal', { to: MEMBER_ID, signal })).toBe(true);
    expect(isRead('room:signal', { to: 'ann', signal })).toBe(false);
    expect(isRead('room:signal', { to: MEMBER_ID, signal, from: MEMBER_ID })).toBe(false);
    expect(isRead('room:signal', { to: MEMBER_ID, signal: { kind: 'renegotiate' } })).toBe(false);
  });
});

describe('a description', () => {
  it.each([null, true, 0, 'text', [1, [2]], { deep: { er: [] } }])('may be %j', (description) => {
    expect(isRead('room:describe', { description })).toBe(true);
  });

  it('is counted in bytes of JSON, to the last one', () => {
    // Two quotes, and é is two bytes.
    const longest = 'é'.repeat((MAX_DESCRIPTION_BYTES - 2) / 2);
    expect(isRead('room:describe', { description: longest })).toBe(true);
    expect(isRead('room:describe', { description: `${longest}x` })).toBe(false);
  });

  it('must be there, and JSON', () => {
    expect(isRead('room:describe', {})).toBe(false);
    expect(isRead('room:describe', { description: undefined })).toBe(false);
    expect(isRead('room:describe', { description: () => 1 })).toBe(false);
    expect(isRead('room:describe', { description: 1n })).toBe(false);
  });

  it('that is a circle, or deeper than there is stack for, is refused and throws nothing', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    let well: unknown = 0;
    for (let depth = 0; depth < 100_000; depth += 1) well = [well];
    for (const description of [circle, well]) {
      expect(isRead('room:describe', { description })).toBe(false);
      expect(jsonByteLength(description)).toBe(Infinity);
    }
  });
});

describe('an event of an application', () => {
  it('has a type of one word, and data', () => {
    expect(isRead('room:event', { type: 'game:move-1', data: { x: 1 } })).toBe(true);
    expect(isRead('room:event', { type: 'move', data: null, to: MEMBER_ID })).toBe(true);
    expect(isRead('room:event', { type: 'two words', data: null })).toBe(false);
    expect(isRead('room:event', { type: '', data: null })).toBe(false);
    expect(isRead('room:event', { type: 'x'.repeat(65), data: null })).toBe(false);
    expect(isRead('room:event', { type: 'move' })).toBe(false);
  });

  it('comes from a member, or from the server’s own program', () => {
    const event = { type: 'move', data: 1 };
    expect(parsePush('room:event', { ...event, from: MEMBER_ID }).ok).toBe(true);
    expect(parsePush('room:event', { ...event, from: null }).ok).toBe(true);
    expect(parsePush('room:event', event).ok).toBe(false);
  });
});

describe('what a client is told of a room', () => {
  const room = {
    slug: 'stand-up',
    name: 'Stand-up',
    topic: '',
    isPrivate: false,
    isLocked: false,
    hasPassword: true,
    limit: null,
    isKept: false,
    owner: null,
  };
  const you = { id: MEMBER_ID, name: 'ann', description: null, isAway: false };

  it('is a slug that is safe in a link', () => {
    expect(parsePush('room:changed', { room }).ok).toBe(true);
    for (const slug of ['', '../etc', 'a b', 'A', '-a', 'a--b', 'a/b', 'é']) {
      expect(parsePush('room:changed', { room: { ...room, slug } }).ok, slug).toBe(false);
    }
  });

  it('is never a password', () => {
    expect(parsePush('room:changed', { room: { ...room, password: 'x' } }).ok).toBe(false);
  });

  it('comes with oneself and the others', () => {
    expect(parseReply('room:join', { ok: true, room, you, members: [you] }).ok).toBe(true);
    expect(parseReply('room:join', { ok: true, room, members: [] }).ok).toBe(false);
    expect(parseReply('room:join', { ok: false, reason: 'room-refused' }).ok).toBe(true);
  });
});
