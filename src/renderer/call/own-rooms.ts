import { lockRoom } from '../../shared/identity/room-key';
import type { RequestPayload } from '../../shared/protocol/events';
import type { RoomInfo } from '../../shared/protocol/room-messages';
import type { Outcome } from '../../shared/signalling/signalling-api';
import type { CallPorts } from './call-ports';
import { signEntry } from './room-password';

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

/** A room as somebody wants it, with the password as they typed it. */
export type NewRoom = Omit<RequestPayload<'room:create'>, 'lock'> & { readonly password?: string };
/** A room that somebody wants to enter, likewise. */
export interface RoomVisit {
  readonly slug: string;
  readonly password?: string;
}

export interface OwnRoomsPorts extends Pick<CallPorts, 'request' | 'signer'> {
  readonly ownerKeys: OwnerKeysPort;
}

/** Goes into rooms, and into the user's own as their owner. */
export class OwnRooms {
  constructor(private readonly ports: OwnRoomsPorts) {}

  async create({ password, ...wish }: NewRoom): Promise<Outcome<'room:create'>> {
    const lock = password === undefined ? {} : { lock: await lockRoom(password) };
    const outcome = await this.ports.request('room:create', { ...wish, ...lock });
    if (outcome.ok) await this.ports.ownerKeys.keep(outcome.room, outcome.ownerKey);
    return outcome;
  }

  /** A key that is no longer the right one changes nothing for the server, and is forgotten. */
  async join({ slug, password }: RoomVisit): Promise<Outcome<'room:join'>> {
    const { request, ownerKeys } = this.ports;
    const mine = await ownerKeys.find(slug);
    const signed = await signEntry(this.ports, slug, password ?? null);
    if (!signed.ok) return signed;
    const wish = { slug, ...(signed.entry === null ? {} : { entry: signed.entry }) };
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
