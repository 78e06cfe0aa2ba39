import type { Logger } from '../../shared/base/logger';
import type { RoomKey } from '../../shared/identity/room-key';
import {
  addOwnerKey,
  findOwnerKey,
  type OwnerKey,
  ownerKeyOf,
  parseOwnerKeys,
  removeOwnerKey,
} from '../../shared/people/owner-key-list';
import type { RoomInfo } from '../../shared/protocol/room-messages';
import type { KeyValueStore } from './key-value-store';

const KEY = 'owner-keys';

export interface OwnerKeysPorts {
  readonly store: KeyValueStore;
  /** The server that is signed in to; `null`: none. */
  server(): string | null;
  readonly logger: Logger;
}

/**
 * The keys of the user's own rooms, kept on this device, so that they are theirs after a reload,
 * too. A device that refuses to keep them costs that, never the room: nothing here rejects.
 */
export class OwnerKeys {
  constructor(private readonly ports: OwnerKeysPorts) {}

  /** Of a room of the server that is signed in to, by its slug, or its name if it is listed. */
  async find(room: string): Promise<Pick<OwnerKey, 'slug' | 'key' | 'roomKey'> | null> {
    const server = this.ports.server();
    if (server === null) return null;
    let kept: unknown = null;
    await this.attempt(async () => {
      kept = await this.ports.store.get(KEY);
    });
    // Meanwhile it may be another server to whom the key would go.
    if (this.ports.server() !== server) return null;
    return findOwnerKey(parseOwnerKeys(kept), server, room);
  }

  /** Also one that was just used: those that rest go first. */
  keep(
    room: Pick<RoomInfo, 'slug' | 'name' | 'isPrivate'>,
    key: string,
    roomKey: RoomKey | null,
  ): Promise<void> {
    return this.change((keys, server) => addOwnerKey(keys, ownerKeyOf(server, room, key, roomKey)));
  }

  forget(slug: string): Promise<void> {
    return this.change((keys, server) => removeOwnerKey(keys, server, slug));
  }

  private async change(
    change: (keys: readonly OwnerKey[], server: string) => readonly OwnerKey[],
  ): Promise<void> {
    const server = this.ports.server();
    if (server === null) return;
    await this.attempt(() =>
      this.ports.store.update(KEY, (kept) => change(parseOwnerKeys(kept), server)),
    );
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.ports.logger.log('warn', 'The keys of rooms are not at hand', { error: String(error) });
    }
  }
}
