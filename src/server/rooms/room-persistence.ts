import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { Room, RoomSettings } from './room';
import type { RoomRegistry } from './room-registry';
import type { KeptRoom, RoomStore } from './room-store';

export interface RoomPersistenceTerms {
  readonly clock: Clock;
  /** A kept room in which nobody has been for so long is forgotten; `null`: none ever is. */
  readonly idleRoomMs: number | null;
}

/** How often idle rooms are looked for. */
const LOOK_EVERY_MS = 60 * 60 * 1_000;

/** What is kept of a room, as it is or is about to be. */
type Keepable = Pick<Room, 'slug' | 'ownerKeyHash' | 'maker' | 'lastActiveAtMs'> & {
  readonly settings: RoomSettings;
};

function toKept({ slug, settings, ownerKeyHash, maker, lastActiveAtMs }: Keepable): KeptRoom {
  const { name, topic, isPrivate, isLocked, limit, lock } = settings;
  const { publicKey } = maker;
  const facts = { slug, name, topic, isPrivate, isLocked, limit, lock };
  return { ...facts, ownerKeyHash, maker: publicKey, lastActiveAtMs };
}

/**
 * Keeps the store and the rooms that are kept the same: opens them at the start, writes changes,
 * and forgets those that nobody has used for long, as there is place for so many only.
 */
export class RoomPersistence implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly nextLook = new MutableDisposable<Disposable>();

  constructor(
    private readonly store: RoomStore,
    private readonly registry: RoomRegistry,
    private readonly logger: Logger,
    private readonly terms: RoomPersistenceTerms,
  ) {
    for (const kept of store.rooms) this.open(kept);
    this.disposables.add(this.nextLook);
    this.disposables.add(
      registry.onEmptied((room) => {
        if (room.settings.isKept) void this.write(room, room.settings);
      }),
    );
    this.forgetIdle();
  }

  /** How many are kept, those among them that are about to be opened. */
  get size(): number {
    return this.store.rooms.length;
  }

  /** Whether it is there to stay now, whatever happens next. */
  async put(room: Keepable): Promise<boolean> {
    try {
      await this.store.put(toKept(room));
      return true;
    } catch (error) {
      this.fail('keep', error);
      return false;
    }
  }

  /** Writes the settings that a room has, or is about to have. */
  write(room: Room, settings: RoomSettings): Promise<boolean> {
    const { slug, ownerKeyHash, maker, lastActiveAtMs } = room;
    return this.put({ slug, settings, ownerKeyHash, maker, lastActiveAtMs });
  }

  async remove(slug: string): Promise<boolean> {
    try {
      await this.store.remove(slug);
      return true;
    } catch (error) {
      this.fail('forget', error);
      return false;
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private open({ slug, ownerKeyHash, maker, lastActiveAtMs, ...settings }: KeptRoom): void {
    const identity = ownerKeyHash ?? `kept:${slug}`;
    const room = this.registry.open(slug, { ...settings, isKept: true }, ownerKeyHash, identity);
    room.maker = { addressKey: null, publicKey: maker };
    room.lastActiveAtMs = lastActiveAtMs;
  }

  private forgetIdle(): void {
    const { clock, idleRoomMs } = this.terms;
    if (idleRoomMs === null) return;
    const idleSinceMs = clock.nowMs() - idleRoomMs;
    for (const room of this.registry.all) {
      const isUnused = room.isEmpty && room.lastActiveAtMs < idleSinceMs;
      if (isUnused && room.settings.isKept && !room.isStaying) this.forget(room);
    }
    this.nextLook.value = clock.after(LOOK_EVERY_MS, () => {
      this.forgetIdle();
    });
  }

  private forget(room: Room): void {
    // The slug of a room that is not listed is all that keeps others out of it.
    const about = room.settings.isPrivate ? {} : { slug: room.slug };
    this.logger.log('info', 'a kept room is forgotten: nobody came for long', about);
    this.registry.stop(room);
    void this.remove(room.slug);
  }

  private fail(what: string, error: unknown): void {
    this.logger.log('error', `could not ${what} a room`, { error: String(error) });
  }
}
