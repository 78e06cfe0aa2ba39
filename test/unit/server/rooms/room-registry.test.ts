import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KICKED_OUT_MS, type Room, type RoomSettings } from '../../../../src/server/rooms/room';
import { RoomRegistry } from '../../../../src/server/rooms/room-registry';
import type { Push } from '../../../../src/shared/protocol/events';
import { EMPTY_ROOM_MS } from '../../../../src/shared/protocol/limits';
import { FakeClock } from '../../../helpers/fake-clock';

const SETTINGS: Omit<RoomSettings, 'name'> = {
  topic: '',
  isPrivate: false,
  isLocked: false,
  isKept: false,
  limit: null,
  lock: null,
};
const person = (key: string) => ({ key, name: key });

/** A registry, and what everybody who is connected makes of what they are told. */
class World {
  readonly clock = new FakeClock();
  readonly heard = new Map<string, Push[]>();
  /** Who each person believes to be with: id -> whether away. */
  readonly beliefs = new Map<string, Map<string, boolean>>();
  readonly away = new Set<string>();
  opened = 0;
  private ids = 0;
  readonly rooms = new RoomRegistry({
    clock: this.clock,
    createId: () => `member-${String((this.ids += 1)).padStart(4, '0')}`,
    tell: (key, push) => {
      if (!this.away.has(key)) this.hear(key, push);
    },
    maxRooms: 10,
  });

  open(slug: string, rest: Partial<RoomSettings> = {}): Room {
    return this.rooms.open(slug, { ...SETTINGS, ...rest, name: slug }, null);
  }

  enter(room: Room, key: string, isOwner = false): string {
    const entered = this.rooms.enter(room, person(key), { isOwner });
    if (!entered.ok) return entered.error;
    const { members } = entered.value;
    this.beliefs.set(key, new Map(members.map(({ id, isAway }) => [id, isAway])));
    return 'granted';
  }

  leave(key: string): void {
    if (this.rooms.leave(key)) this.beliefs.delete(key);
  }

  interrupt(key: string): void {
    this.away.add(key);
    this.rooms.interrupt(key);
  }

  resume(key: string): void {
    if (!this.away.delete(key)) return;
    const { entry } = this.rooms.resume(key);
    if (entry === null) this.beliefs.delete(key);
    else this.beliefs.set(key, new Map(entry.members.map(({ id, isAway }) => [id, isAway])));
  }

  names(key: string): string[] {
    return (this.heard.get(key) ?? []).map(({ name }) => name);
  }

  private hear(key: string, push: Push): void {
    this.heard.set(key, [...(this.heard.get(key) ?? []), push]);
    const belief = this.beliefs.get(key);
    if (push.name === 'room:joined') belief?.set(push.payload.member.id, false);
    if (push.name === 'room:left') belief?.delete(push.payload.member);
    if (push.name === 'room:away') belief?.set(push.payload.member, true);
    if (push.name === 'room:back') belief?.set(push.payload.member, false);
    if (push.name === 'room:closed') this.beliefs.delete(key);
  }
}

describe('a room', () => {
  it('holds as many as it is limited to, and not one more', () => {
    const world = new World();
    const room = world.open('team', { limit: 2 });
    expect(world.enter(room, 'ann')).toBe('granted');
    expect(world.enter(room, 'bob')).toBe('granted');
    expect(world.enter(room, 'cat')).toBe('room-full');
    world.leave('ann');
    expect(world.enter(room, 'cat')).toBe('granted');
  });

  it('gives the place of a broken connection away at once, and puts out who comes back too late', () => {
    const world = new World();
    const room = world.open('team', { limit: 2 });
    for (const key of ['ann', 'bob']) world.enter(room, key);
    world.interrupt('bob');
    expect(room.people).toBe(1);
    expect(world.enter(room, 'cat')).toBe('granted');
    world.away.delete('bob');
    expect(world.rooms.resume('bob')).toEqual({ entry: null, closed: 'full' });
    expect(world.names('ann')).toEqual(['room:joined', 'room:away', 'room:joined', 'room:left']);
    expect(world.rooms.roomOf('bob')).toBeUndefined();
  });

  it('takes somebody back as the same member', () => {
    const world = new World();
    const room = world.open('team');
    for (const key of ['ann', 'bob']) world.enter(room, key);
    const before = room.memberOf('bob');
    world.interrupt('bob');
    expect(room.memberOf('bob')).toEqual({ ...before, isAway: true });
    world.resume('bob');
    expect(room.memberOf('bob')).toEqual(before);
    expect(world.names('ann')).toEqual(['room:joined', 'room:away', 'room:back']);
  });

  it('ends five minutes after the last one left, and not when somebody came meanwhile', () => {
    const world = new World();
    const room = world.open('team');
    world.enter(room, 'ann');
    world.leave('ann');
    world.clock.pass(EMPTY_ROOM_MS - 1);
    world.enter(room, 'bob');
    world.clock.pass(EMPTY_ROOM_MS);
    expect(world.rooms.find('team')).toBe(room);
    world.leave('bob');
    world.clock.pass(EMPTY_ROOM_MS);
    expect(world.rooms.find('team')).toBeUndefined();
    expect(world.enter(room, 'cat')).toBe('room-refused');
    expect(world.clock.pendingCount).toBe(0);
  });

  it('that is kept does not end, until it is kept no longer', () => {
    const world = new World();
    const room = world.open('team', { isKept: true });
    world.enter(room, 'ann');
    world.leave('ann');
    world.clock.pass(100 * EMPTY_ROOM_MS);
    expect(world.rooms.find('team')).toBe(room);
    room.settings.isKept = false;
    world.rooms.tellChanged(room, null);
    world.clock.pass(EMPTY_ROOM_MS);
    expect(world.rooms.find('team')).toBeUndefined();
  });

  it('lets nobody in while it is locked, but its owner', () => {
    const world = new World();
    const room = world.open('team', { isLocked: true });
    expect(world.enter(room, 'ann')).toBe('room-locked');
    expect(world.enter(room, 'bob', true)).toBe('granted');
    expect(room.owner?.name).toBe('bob');
  });

  it('keeps out for a while who was put out', () => {
    const world = new World();
    const room = world.open('team');
    for (const key of ['ann', 'bob', 'cat']) world.enter(room, key);
    world.rooms.kick(room, room.memberOf('bob')?.id ?? '');
    expect(world.heard.get('bob')?.at(-1)).toEqual({
      name: 'room:closed',
      payload: { reason: 'kicked' },
    });
    expect(world.names('cat')).toEqual(['room:left']);
    expect(world.enter(room, 'bob')).toBe('kicked');
    world.clock.pass(KICKED_OUT_MS);
    expect(world.enter(room, 'bob')).toBe('granted');
  });

  it('tells whoever was away why they are out when they are back', () => {
    const world = new World();
    const room = world.open('team');
    for (const key of ['ann', 'bob', 'cat']) world.enter(room, key);
    world.interrupt('bob');
    world.interrupt('cat');
    world.rooms.kick(room, room.memberOf('bob')?.id ?? '');
    world.rooms.stop(room, 'stopped');
    expect(world.rooms.resume('bob')).toEqual({ entry: null, closed: 'kicked' });
    expect(world.rooms.resume('cat')).toEqual({ entry: null, closed: 'stopped' });
    expect(world.rooms.resume('cat')).toEqual({ entry: null, closed: null });
    expect(world.names('ann').at(-1)).toBe('room:closed');
  });

  it('is nobody’s when its owner is gone for good, and says so', () => {
    const world = new World();
    const room = world.open('team');
    world.enter(room, 'ann', true);
    world.enter(room, 'bob');
    world.rooms.leave('ann');
    expect(room.isOwnedBy('ann')).toBe(true);
    world.rooms.lose('ann', 'left');
    expect(room.owner).toBeNull();
    expect(world.heard.get('bob')?.at(-1)).toEqual({
      name: 'room:changed',
      payload: { room: { ...room.info(), owner: null } },
    });
  });

  it('that is not listed is found by its slug alone', () => {
    const world = new World();
    const room = world.open('team-x7', { isPrivate: true });
    expect(world.rooms.find('team-x7')).toBe(room);
    expect(world.rooms.find('Team X7')).toBeUndefined();
    expect(world.rooms.isListed('team-x7')).toBe(false);
    const listed = world.open('stand-up');
    expect(world.rooms.find('Stand Up')).toBe(listed);
    expect(world.rooms.listFor('ann').map(({ slug }) => slug)).toEqual(['stand-up']);
  });

  it('passes things on between two who are in it', () => {
    const world = new World();
    const room = world.open('team');
    const other = world.open('other');
    for (const key of ['ann', 'bob']) world.enter(room, key);
    world.enter(other, 'cat');
    const id = (key: string): string => world.rooms.entryOf(key)?.you.id ?? '';
    expect(world.rooms.route('ann', id('bob'))).toEqual({
      ok: true,
      value: { to: 'bob', from: id('ann') },
    });
    const refusal = (from: string, to: string): string => {
      const route = world.rooms.route(from, to);
      return route.ok ? 'granted' : route.error;
    };
    expect(refusal('ann', id('cat'))).toBe('not-in-room');
    expect(refusal('dan', id('ann'))).toBe('not-in-room');
    expect(refusal('ann', 'nobody-at-all')).toBe('not-in-room');
    expect(refusal('ann', id('ann'))).toBe('not-yourself');
    world.interrupt('bob');
    expect(refusal('ann', id('bob'))).toBe('not-in-room');
  });
});

type Step =
  | { readonly do: 'enter'; readonly who: string; readonly room: number }
  | { readonly do: 'leave' | 'interrupt' | 'resume' | 'lose' | 'kick'; readonly who: string }
  | { readonly do: 'stop'; readonly room: number }
  | { readonly do: 'wait' };

const who = fc.constantFrom('ann', 'bob', 'cat', 'dan', 'eve');
const roomNumber = fc.constantFrom(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('enter' as const), who, room: roomNumber }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'leave' as const,
        'interrupt' as const,
        'resume' as const,
        'lose' as const,
        'kick' as const,
      ),
      who,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const), room: roomNumber }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
);

function take(world: World, rooms: Room[], given: Step): void {
  switch (given.do) {
    case 'enter':
      if (!world.away.has(given.who)) world.enter(rooms[given.room], given.who);
      break;
    case 'leave':
      if (!world.away.has(given.who)) world.leave(given.who);
      break;
    case 'interrupt':
      world.interrupt(given.who);
      break;
    case 'resume':
      world.resume(given.who);
      break;
    case 'lose':
      world.rooms.lose(given.who, 'lost');
      world.beliefs.delete(given.who);
      world.away.delete(given.who);
      break;
    case 'kick': {
      const room = world.rooms.roomOf(given.who);
      if (room !== undefined) world.rooms.kick(room, room.memberOf(given.who)?.id ?? '');
      break;
    }
    case 'stop':
      world.rooms.stop(rooms[given.room], 'stopped');
      rooms[given.room] = world.open(`room-${(world.opened += 1)}`, { limit: 3 });
      break;
    case 'wait':
      world.clock.pass(1_000);
      break;
  }
}

describe('whatever happens', () => {
  it('nobody is in two rooms, none is overfull, and everybody who hears believes what is so', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = new World();
        const rooms = [world.open('first', { limit: 2 }), world.open('second', { limit: 3 })];
        for (const given of steps) {
          take(world, rooms, given);
          const everybody = world.rooms.all.flatMap((room) => room.guests.map(({ key }) => key));
          expect(new Set(everybody).size).toBe(everybody.length);
          for (const room of world.rooms.all) {
            expect(room.people).toBeLessThanOrEqual(room.settings.limit ?? Infinity);
          }
          for (const key of ['ann', 'bob', 'cat', 'dan', 'eve']) {
            if (world.away.has(key)) continue;
            const entry = world.rooms.entryOf(key);
            const real = entry?.members.map(({ id, isAway }) => [id, isAway] as const);
            expect(world.beliefs.get(key)).toEqual(real === undefined ? undefined : new Map(real));
          }
        }
        world.rooms.stopAll();
        world.rooms.dispose();
        expect(world.clock.pendingCount).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
