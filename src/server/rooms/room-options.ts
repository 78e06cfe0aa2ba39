import { DAY_MS } from '../../shared/people/duration';
import type { RoomInfo, ScryptCost } from '../../shared/protocol/room-messages';
import type { RateLimit } from '../rate-limits';
import type { RoomStore } from './room-store';

/**
 * Who makes rooms. `open`: everybody, by asking for it. `auto`: everybody, by joining one that is
 * not there. `private`: the program that the server is part of; to join another is refused.
 */
export type PoolKind = 'open' | 'auto' | 'private';

/** Somebody at the door of a room. */
export interface Endpoint {
  readonly name: string;
  /** Where they connect from, as the server's machine sees it. */
  readonly address: string;
}

export interface RoomOptions {
  /** `open` unless said otherwise. */
  readonly pools?: PoolKind;
  /** Where kept rooms are; in memory unless said otherwise. */
  readonly store?: RoomStore;
  /** At the same time; 1,000 unless said otherwise. */
  readonly maxRooms?: number;
  /** Of these, how many clients may have kept; 200 unless said otherwise. */
  readonly maxKeptRooms?: number;
  /**
   * After so long without anybody in it, a kept room is forgotten; `null`: never. 180 days unless
   * said otherwise, and never where clients make no rooms.
   */
  readonly idleRoomMs?: number | null;
  /** No room holds more people, whatever its owner says; `null`: any number. From 2 to 32. */
  readonly maxGuests?: number | null;
  /** Asked each time somebody is about to enter, after the password; `false` refuses. */
  readonly allows?: (endpoint: Endpoint, room: RoomInfo) => boolean | Promise<boolean>;
  /** Who says what members are: they themselves, or only the program that the server is part of. */
  readonly describedBy?: 'members' | 'server';
  /** Wrong passwords per room and address. */
  readonly passwordTries?: RateLimit;
  /** And per room, from all addresses from which nobody gave the right one. */
  readonly passwordTriesPerRoom?: RateLimit;
  /**
   * Of the passwords of rooms that the program makes itself, and what is said of rooms that are not
   * there.
   */
  readonly scryptCost?: ScryptCost;
}

export const DEFAULT_MAX_ROOMS = 1_000;
export const DEFAULT_MAX_KEPT_ROOMS = 200;
const DEFAULT_IDLE_ROOM_MS = 180 * DAY_MS;

export function idleRoomMsOf({ idleRoomMs, pools }: RoomOptions): number | null {
  if (idleRoomMs !== undefined) return idleRoomMs;
  return pools === 'private' ? null : DEFAULT_IDLE_ROOM_MS;
}
