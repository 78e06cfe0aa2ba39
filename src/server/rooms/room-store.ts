import * as v from 'valibot';
import { MAX_SLUG_CHARS } from '../../shared/protocol/limits';
import { roomInfoSchema } from '../../shared/protocol/room-messages';
import { isPasswordHash } from './passwords';

/** A room that outlives the server: its settings, not its guests. */
export const keptRoomSchema = v.strictObject({
  slug: v.pipe(v.string(), v.maxLength(MAX_SLUG_CHARS), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)),
  name: roomInfoSchema.entries.name,
  topic: roomInfoSchema.entries.topic,
  isPrivate: v.boolean(),
  isLocked: v.boolean(),
  limit: roomInfoSchema.entries.limit,
  passwordHash: v.nullable(v.pipe(v.string(), v.check(isPasswordHash, 'a password hash'))),
  /** SHA-256, base64url; `null`: nobody's room. */
  ownerKeyHash: v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{43}$/))),
  lastActiveAtMs: v.number(),
});
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
