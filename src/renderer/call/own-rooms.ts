import { lockRoom, type RoomKey, vouchOfMaker } from '../../shared/identity/room-key';
import type { RequestPayload } from '../../shared/protocol/events';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { RoomEntry, RoomInfo } from '../../shared/protocol/room-messages';
import type { Outcome } from '../../shared/signalling/signalling-api';
import type { CallPorts } from './call-ports';
import { type RoomSecret, signEntry, type SignedEntry } from './room-password';

/** What is kept of a room of the user's own. */
export interface OwnRoom {
  readonly slug: string;
  /** By which the server knows its owner. */
  readonly key: string;
  /** What its password makes; `null`: it has none, or that was not kept. */
  readonly roomKey: RoomKey | null;
}

/** Where the keys of the user's own rooms are kept. None of these rejects. */
export interface OwnerKeysPort {
  /**
   * `room`: a slug, or the name of a listed room; `null`: it is somebody else's, as far as is
   * known.
   */
  find(room: string): Promise<OwnRoom | null>;
  keep(room: RoomInfo, key: string, roomKey: RoomKey | null): Promise<void>;
  forget(slug: string): Promise<void>;
}

/** A room as somebody wants it, with the password as they typed it. */
export type NewRoom = Omit<RequestPayload<'room:create'>, 'lock' | 'vouch'> & {
  readonly password?: string;
};

/** A room that was entered, and what its password makes; `null`: it has none. */
export type Entered =
  | { readonly ok: true; readonly entry: RoomEntry; readonly key: RoomKey | null }
  | { readonly ok: false; readonly reason: RequestFailure };

export interface OwnRoomsPorts extends Pick<CallPorts, 'request' | 'signer'> {
  readonly ownerKeys: OwnerKeysPort;
}

/** Goes into rooms, and into the user's own as their owner. */
export class OwnRooms {
  constructor(private readonly ports: OwnRoomsPorts) {}

  async create({ password, ...wish }: NewRoom): Promise<Entered> {
    const { request, signer, ownerKeys } = this.ports;
    const made = password === undefined ? null : await lockRoom(password);
    const member = signer()?.publicKey;
    const outcome = await request('room:create', {
      ...wish,
      ...(made && { lock: made.lock }),
      ...(made && member !== undefined && { vouch: vouchOfMaker(made.key, member) }),
    });
    if (!outcome.ok) return outcome;
    const key = made?.key ?? null;
    // Of a room on the network the host itself keeps it, as long as there is that room.
    if (!isNear(outcome.room)) await ownerKeys.keep(outcome.room, outcome.ownerKey, key);
    return entered(outcome, key);
  }

  /** `secret`: `null`: none was given. */
  async join(slug: string, secret: RoomSecret | null): Promise<Entered> {
    const mine = await this.ports.ownerKeys.find(slug);
    const shown = secret ?? mine?.roomKey ?? null;
    if (shown === null) return this.enter(slug, mine, null);
    const outcome = await signEntry(this.ports, slug, shown);
    return outcome.ok ? this.enter(slug, mine, outcome.signed) : outcome;
  }

  /** The room has ended for good. */
  handleStopped(slug: string): void {
    void this.ports.ownerKeys.forget(slug);
  }

  private async enter(
    slug: string,
    mine: OwnRoom | null,
    signed: SignedEntry | null,
  ): Promise<Entered> {
    const outcome = await this.ports.request('room:join', {
      slug,
      ...(signed && { entry: signed.entry }),
      ...(mine && { ownerKey: mine.key }),
    });
    const key = signed?.key ?? null;
    if (mine !== null) await this.settle(mine, key, outcome);
    if (!outcome.ok) return outcome;
    const lie = lieIn(outcome.room, signed);
    if (lie === null) return entered(outcome, key);
    await this.ports.request('room:leave', {});
    return { ok: false, reason: lie };
  }

  /** A key that is no longer the right one changes nothing for the server, and is forgotten. */
  private async settle(
    mine: OwnRoom,
    key: RoomKey | null,
    outcome: Outcome<'room:join'>,
  ): Promise<void> {
    const { ownerKeys } = this.ports;
    if (outcome.ok && outcome.room.owner === outcome.you.name) {
      await ownerKeys.keep(outcome.room, mine.key, key);
    } else if (outcome.ok || outcome.reason === 'room-refused') {
      // It went in as a guest; or there is no such room, as the key would have opened it.
      await ownerKeys.forget(mine.slug);
    }
  }
}

function isNear({ address }: RoomInfo): boolean {
  return address !== undefined;
}

function entered({ room, you, members }: RoomEntry, key: RoomKey | null): Entered {
  return { ok: true, entry: { room, you, members }, key };
}

/**
 * Why a room is not the one that was to be entered; `null`: it is. Only by its password can its
 * members be told from those whom a server seats in it.
 */
function lieIn({ slug, hasPassword }: RoomInfo, signed: SignedEntry | null): RequestFailure | null {
  if (signed === null) return hasPassword ? 'password-wrong' : null;
  if (!hasPassword) return 'no-password';
  return signed.slug === slug ? null : 'server-error';
}
