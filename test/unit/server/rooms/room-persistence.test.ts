import { describe, expect, it } from 'vitest';
import { RoomPersistence } from '../../../../src/server/rooms/room-persistence';
import { RoomRegistry } from '../../../../src/server/rooms/room-registry';
import { MemoryRoomStore } from '../../../../src/server/rooms/room-store';
import { FakeClock, settle } from '../../../helpers/fake-clock';
import { keptRoom } from '../../../helpers/kept-room';

const DAY_MS = 24 * 60 * 60 * 1_000;
class World {
  readonly clock = new FakeClock();
  readonly store = new MemoryRoomStore();
  readonly registry = new RoomRegistry({
    clock: this.clock,
    createId: () => 'member',
    tell: () => undefined,
    maxRooms: 10,
  });

  keep(slug: string, idleDays: number): void {
    const lastActiveAtMs = this.clock.nowMs() - idleDays * DAY_MS;
    void this.store.put(keptRoom(slug, { lastActiveAtMs }));
  }

  start(idleRoomMs: number | null): RoomPersistence {
    const { clock, store, registry } = this;
    return new RoomPersistence(store, registry, { log: () => undefined }, { clock, idleRoomMs });
  }

  get open(): string[] {
    return this.registry.all.map(({ slug }) => slug);
  }

  get kept(): string[] {
    return this.store.rooms.map(({ slug }) => slug);
  }
}

describe('RoomPersistence', () => {
  it('opens what is kept, save what nobody came into for too long', async () => {
    const world = new World();
    world.keep('team', 179);
    world.keep('attic', 181);
    world.start(180 * DAY_MS);
    await settle();
    expect(world.open).toEqual(['team']);
    expect(world.kept).toEqual(['team']);
  });

  it('forgets a room once nobody has come for too long, not while somebody is in it', async () => {
    const world = new World();
    world.keep('team', 0);
    world.keep('garden', 0);
    world.start(3 * DAY_MS);
    const garden = world.registry.all.find(({ slug }) => slug === 'garden');
    if (!garden) throw new Error('there is no garden');
    world.registry.enter(garden, { key: 'ann', name: 'ann' }, { isOwner: false });
    await world.clock.advance(2.5 * DAY_MS);
    expect(world.open).toEqual(['team', 'garden']);
    await world.clock.advance(DAY_MS);
    expect(world.open).toEqual(['garden']);
    expect(world.kept).toEqual(['garden']);
    world.registry.leave('ann');
    await world.clock.advance(2.5 * DAY_MS);
    expect(world.kept).toEqual(['garden']);
    await world.clock.advance(DAY_MS);
    expect(world.open).toEqual([]);
    expect(world.kept).toEqual([]);
  });

  it('keeps those for ever that it is told to', async () => {
    const world = new World();
    world.keep('team', 4_000);
    world.start(null);
    await world.clock.advance(10 * DAY_MS);
    expect(world.open).toEqual(['team']);
    expect(world.kept).toEqual(['team']);
  });

  it('leaves rooms alone that the program made, and those that are not kept', async () => {
    const world = new World();
    const { registry } = world;
    registry.open('lobby', { ...keptRoom('lobby'), isKept: true }, null).isStaying = true;
    world.start(DAY_MS);
    await world.clock.advance(5 * DAY_MS);
    expect(world.open).toEqual(['lobby']);
  });

  it('looks no more once it is disposed', async () => {
    const world = new World();
    world.keep('team', 0);
    world.start(DAY_MS).dispose();
    await world.clock.advance(5 * DAY_MS);
    expect(world.open).toEqual(['team']);
  });
});
