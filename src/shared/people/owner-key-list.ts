import * as v from 'valibot';
import type { RoomKey } from '../identity/room-key';
import { tokenSchema } from '../protocol/fields';
import { MAX_ROOM_NAME_BYTES } from '../protocol/limits';
import { type RoomInfo, saltSchema, slugSchema } from '../protocol/room-messages';
import { nameKey } from '../text/sanitise';

/** So many keys are kept; those that were made or used longest ago go. */
export const MAX_OWNER_KEYS = 50;

const MAX_SERVER_CHARS = 500;

const roomKeySchema = v.strictObject({
  salt: saltSchema,
  seed: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
}) satisfies v.GenericSchema<RoomKey>;

const keySchema = v.strictObject({
  /** The one that gave it, and the only one that is ever shown it. */
  server: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_SERVER_CHARS)),
  slug: slugSchema,
  /** By which the server finds the room as well; `null`: it is not listed. */
  name: v.nullable(v.pipe(v.string(), v.maxBytes(MAX_ROOM_NAME_BYTES))),
  key: tokenSchema,
  /** What its password makes, which no server is told; `null`: it has none, or that is not kept. */
  roomKey: v.optional(v.nullable(roomKeySchema), null),
});
/** What makes the user the owner of a room again. A secret between this device and the server. */
export type OwnerKey = v.InferOutput<typeof keySchema>;

/** What was kept, newest first; what cannot be read of it is left out. */
export function parseOwnerKeys(input: unknown): readonly OwnerKey[] {
  if (!Array.isArray(input)) return [];
  const keys = input.map((each) => v.safeParse(keySchema, each));
  return keys.flatMap((each) => (each.success ? [each.output] : [])).slice(0, MAX_OWNER_KEYS);
}

export function ownerKeyOf(
  server: string,
  { slug, name, isPrivate }: Pick<RoomInfo, 'slug' | 'name' | 'isPrivate'>,
  key: string,
  roomKey: RoomKey | null,
): OwnerKey {
  return { server, slug, name: isPrivate ? null : name, key, roomKey };
}

/** In place of the one that the room had before, if any. */
export function addOwnerKey(keys: readonly OwnerKey[], key: OwnerKey): readonly OwnerKey[] {
  return [key, ...removeOwnerKey(keys, key.server, key.slug)].slice(0, MAX_OWNER_KEYS);
}

export function removeOwnerKey(
  keys: readonly OwnerKey[],
  server: string,
  slug: string,
): readonly OwnerKey[] {
  return keys.filter((each) => each.server !== server || each.slug !== slug);
}

/**
 * `room`: a slug, or the name of a listed room, in whatever case; `null`: the user owns none of it.
 */
export function findOwnerKey(
  keys: readonly OwnerKey[],
  server: string,
  room: string,
): OwnerKey | null {
  const mine = keys.filter((each) => each.server === server);
  const slug = room.toLowerCase();
  const named = nameKey(room);
  return (
    mine.find((each) => each.slug === slug) ??
    mine.find(({ name }) => name !== null && nameKey(name) === named) ??
    null
  );
}
