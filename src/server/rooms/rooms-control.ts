import type { Disposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import { jsonByteLength, type JsonValue } from '../../shared/protocol/json';
import { MAX_DESCRIPTION_BYTES, MAX_EVENT_BYTES } from '../../shared/protocol/limits';
import type { RefusalReason } from '../../shared/protocol/reasons';
import type { RoomInfo, RoomMember, RoomSummary } from '../../shared/protocol/room-messages';
import type { Push } from '../../shared/protocol/events';
import type { SignallingHub } from '../hub';
import type { AppEvent } from './room-service';
import type { RoomActivity } from './room-registry';

/** A room as the program that the server is part of wants it. */
export interface NewRoom {
  readonly name: string;
  /** Not in the list, with a slug that nobody can guess. */
  readonly isPrivate?: boolean;
  readonly isKept?: boolean;
  readonly isLocked?: boolean;
  /** 2 to 32; left out: any number. */
  readonly limit?: number;
  readonly password?: string;
}

/** What the program that the server is part of can do with rooms, listed or not. */
export interface RoomsControl {
  /** Every room, in the order in which they were made. */
  list(): readonly RoomSummary[];
  /** Who is in a room; `[]` when there is no such room. */
  members(slug: string): readonly RoomMember[];
  /** Makes a room that is nobody's, whatever `pools` says. It is kept while the program runs. */
  add(room: NewRoom): Promise<Result<RoomInfo, RefusalReason>>;
  /** Puts everybody out, with notice, and forgets the room. Whether there was one. */
  stop(slug: string): Promise<boolean>;
  /**
   * Says what a member is to the others: any JSON of at most 4 kB. All in the room are told, and
   * whoever enters later. Whether there is such a member; throws when it is no such JSON.
   */
  describe(slug: string, memberId: string, description: JsonValue): boolean;
  /** Sends an event to one member, or to all. Whether there was somebody to send it to. */
  send(slug: string, event: OutgoingEvent): boolean;
  /** Events that members send each other. */
  onEvent(listener: (event: AppEvent) => void): Disposable;
  /** Somebody entered a room, or is not in it any more. */
  onActivity(listener: (activity: RoomActivity) => void): Disposable;
}

export interface OutgoingEvent {
  /** One word of up to 64 letters, digits, `_`, `.`, `:` and `-`. */
  readonly type: string;
  /** Any JSON of at most 4 kB. */
  readonly data: JsonValue;
  /** A member's id; left out: all in the room. */
  readonly to?: string;
}

const EVENT_TYPE = /^[\w.:-]{1,64}$/;

function checkJson(value: unknown, maxBytes: number, what: string): void {
  if (jsonByteLength(value) <= maxBytes) return;
  throw new TypeError(`${what} must be JSON of at most ${maxBytes} bytes.`);
}

/** What of a hub has to do with rooms. */
export type RoomsHub = Pick<SignallingHub, 'rooms' | 'roomService'> & {
  tell(key: string, push: Push): void;
  /** What a member keeps of the room for a restart. */
  giveTicket(key: string): void;
};

export function createRoomsControl(hub: RoomsHub): RoomsControl {
  const { rooms, roomService } = hub;
  return {
    list: () => rooms.all.map((room) => room.summary()),
    members: (slug) => rooms.find(slug)?.members ?? [],
    async add({ isPrivate = false, ...rest }) {
      const planned = await roomService.plan({ ...rest, isPrivate });
      if (!planned.ok) return err(planned.error);
      const room = roomService.open(planned.value);
      room.isStaying = true;
      rooms.tellChanged(room, null);
      return ok(room.info());
    },
    async stop(slug) {
      const room = rooms.find(slug);
      if (room !== undefined) await roomService.stop(room);
      return room !== undefined;
    },
    describe(slug, memberId, description) {
      checkJson(description, MAX_DESCRIPTION_BYTES, 'A description');
      const room = rooms.find(slug);
      const guest = room?.guestOf(memberId) ?? null;
      if (room === undefined || guest === null) return false;
      room.describe(memberId, description, false);
      hub.giveTicket(guest.key);
      return true;
    },
    send(slug, { type, data, to }) {
      checkJson(data, MAX_EVENT_BYTES, 'The data of an event');
      if (!EVENT_TYPE.test(type)) throw new TypeError(`"${type}" is no type of an event.`);
      const room = rooms.find(slug);
      const push: Push = { name: 'room:event', payload: { from: null, type, data } };
      if (room === undefined) return false;
      if (to === undefined) {
        room.tellAll(push);
        return room.people > 0;
      }
      const guest = room.guestOf(to);
      if (guest === null || guest.isAway) return false;
      hub.tell(guest.key, push);
      return true;
    },
    onEvent: (listener) => roomService.onAppEvent(listener),
    // Whoever enters is answered first.
    onActivity: (listener) =>
      rooms.onActivity((activity) => {
        queueMicrotask(() => {
          listener(activity);
        });
      }),
  };
}
