import type { RequestPayload } from '../../shared/protocol/events';
import type { RoomInfo } from '../../shared/protocol/room-messages';
import type { Outcome } from '../../shared/signalling/signalling-api';
import type { CallPorts } from './call-ports';

/** Where the keys of the user's own rooms are kept. None of these rejects. */
export interface OwnerKeysPort {
  /**
   * `room`: a slug, or the name of a listed room; `null`: it is somebody else's, as far as is
   * known.
   */
  find(room: string): Promise<{ readonly slug: string; readonly key: string } | null>;
  keep(room: RoomInfo, key: string): Promise<void>;
  forget(slug: string): Promise<void>;
}

export interface OwnRoomsPorts extends Pick<CallPorts, 'request'> {
  readonly ownerKeys: OwnerKeysPort;
}

/** Goes into rooms, and into the user's own as their owner. */
export class OwnRooms {
  constructor(private readonly ports: OwnRoomsPorts) {}

  async create(wish: RequestPayload<'room:create'>): Promise<Outcome<'room:create'>> {
    const outcome = await this.ports.request('room:create', wish);
    if (outcome.ok) await this.ports.ownerKeys.keep(outcome.room, outcome.ownerKey);
    return outcome;
  }

  /** A key that is no longer the right one changes nothing for the server, and is forgotten. */
  async join(wish: RequestPayload<'room:join'>): Promise<Outcome<'room:join'>> {
    const { request, ownerKeys } = this.ports;
    const mine = await ownerKeys.find(wish.slug);
    if (mine === null) return request('room:join', wish);
    const outcome = await request('room:join', { ...wish, ownerKey: mine.key });
    if (outcome.ok && outcome.room.owner === outcome.you.name) {
      await ownerKeys.keep(outcome.room, mine.key);
    } else if (outcome.ok || outcome.reason === 'room-refused') {
      // It went in as a guest; or there is no such room, as the key would have opened it.
      await ownerKeys.forget(mine.slug);
    }
    return outcome;
  }

  /** The room has ended for good. */
  handleStopped(slug: string): void {
    void this.ports.ownerKeys.forget(slug);
  }
}
