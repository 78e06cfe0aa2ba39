import * as v from 'valibot';
import { publicKeySchema } from '../../shared/protocol/fields';
import { MAX_SLUG_CHARS } from '../../shared/protocol/limits';
import { roomInfoSchema, roomLockSchema } from '../../shared/protocol/room-messages';
import { lockOfHash } from './room-locks';

/** A room that outlives the server: its settings, not its guests. */
const keptRoomSchema = v.strictObject({
  slug: v.pipe(v.string(), v.maxLength(MAX_SLUG_CHARS), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)),
  name: roomInfoSchema.entries.name,
  topic: roomInfoSchema.entries.topic,
  isPrivate: v.boolean(),
  isLocked: v.boolean(),
  limit: roomInfoSchema.entries.limit,
  lock: v.nullable(roomLockSchema),
  /** SHA-256, base64url; `null`: nobody's room. */
  ownerKeyHash: v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{43}$/))),
  /** The key of whoever made it, for quotas; `null`: none, or not known. */
  maker: v.nullable(publicKeySchema),
  lastActiveAtMs: v.number(),
});
/** As it was kept when the server still saw passwords, and had their hashes. */
const hashedRoomSchema = v.pipe(
  v.strictObject({
    ...v.omit(keptRoomSchema, ['lock', 'maker']).entries,
    passwordHash: v.nullable(
      v.pipe(
        v.string(),
        v.rawTransform(({ dataset, addIssue, NEVER }) => {
          const lock = lockOfHash(dataset.value);
          if (lock !== null) return lock;
          addIssue({ message: 'a password hash' });
          return NEVER;
        }),
      ),
    ),
  }),
  v.transform(({ passwordHash: lock, ...rest }): KeptRoom => ({ ...rest, lock, maker: null })),
);
/** All that a file of kept rooms may hold. */
export const keptRoomsSchema = v.union([
  v.strictObject({ version: v.literal(2), rooms: v.array(keptRoomSchema) }),
  v.strictObject({ version: v.literal(1), rooms: v.array(hashedRoomSchema) }),
]);
export type KeptRoom = v.InferOutput<typeof keptRoomSchema>;

/**
 * Where kept rooms are. What was put is there when the promise is fulfilled, whatever happens then.
 */
export interface RoomStore {
  /** What there was when the store was opened, and has been put and removed since. */
  readonly rooms: readonly KeptRoom[];
  put(room: KeptRoom): Promise<void>;
  remove(slug: string): Promise<void>;
}

/** For servers that keep nothing: rooms last as long as the program. */
export class MemoryRoomStore implements RoomStore {
  private readonly bySlug = new Map<string, KeptRoom>();

  get rooms(): readonly KeptRoom[] {
    return [...this.bySlug.values()];
  }

  put(room: KeptRoom): Promise<void> {
    this.bySlug.set(room.slug, room);
    return Promise.resolve();
  }

  remove(slug: string): Promise<void> {
    this.bySlug.delete(slug);
    return Promise.resolve();
  }
}
