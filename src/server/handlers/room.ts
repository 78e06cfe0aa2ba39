import { err, ok, type Result } from '../../shared/base/result';
import type { RefusalReason } from '../../shared/protocol/reasons';
import type { Room } from '../rooms/room';
import type { RoomEntry } from '../rooms/room-locks';
import type { Endpoint } from '../rooms/room-options';
import { makersVouch } from '../rooms/room-service';
import { DONE, type HandlerContext, type MemberHandler, refuse } from './handler';
import type { Member } from '../people';

type Context = HandlerContext & { readonly member: Member };

function endpointOf({ member, session }: Context): Endpoint {
  return { name: member.name, address: session.connection.address };
}

/** Why somebody may not enter a room now. Asked again after whatever took time. */
function hindrance({ hub, session, member }: Context): RefusalReason | null {
  // Signed out, or back over another connection.
  if (session.isClosed || session.member !== member) return 'not-signed-in';
  if (hub.calls.callIdOf(member.key) !== null) return 'already-in-call';
  return hub.rooms.roomOf(member.key) === undefined ? null : 'already-in-room';
}

/**
 * Prepares what takes time, if nothing hinders it, and asks again afterwards: much may have
 * happened meanwhile.
 *
 * @param undo Takes back what was prepared for somebody who may not enter any more.
 */
async function withoutHindrance<T>(
  context: Context,
  prepare: () => Promise<Result<T, RefusalReason>>,
  undo?: (prepared: T) => Promise<void>,
): Promise<Result<T, RefusalReason>> {
  const early = hindrance(context);
  if (early !== null) return err(early);
  const prepared = await prepare();
  const late = hindrance(context);
  if (!prepared.ok || late === null) return prepared;
  await undo?.(prepared.value);
  return err(late);
}

export const createRoom: MemberHandler<'room:create'> = {
  kind: 'member',
  limit: 'room',
  async handle(context, request, answer) {
    const { hub, member } = context;
    const planned = await withoutHindrance(
      context,
      () => hub.roomService.planFor(endpointOf(context), member, request),
      (plan) => hub.roomService.cancel(plan),
    );
    if (!planned.ok) {
      answer(refuse(planned.error));
      return;
    }
    const room = hub.roomService.open(planned.value);
    const vouch = makersVouch(member, request);
    const entered = hub.rooms.enter(room, member, { isOwner: true, vouch });
    const { ownerKey } = planned.value;
    answer(entered.ok ? { ok: true, ...entered.value, ownerKey } : refuse(entered.error));
    hub.giveTicket(member.key);
  },
};

export const roomDoor: MemberHandler<'room:door'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, session }, { slug }, answer) {
    session.doorNonce = hub.components.random.token();
    answer({ ok: true, ...hub.roomService.door(slug), nonce: session.doorNonce });
  },
};

/** What somebody signed for entering; what they were given for it is used up. */
function readEntry({ session, member }: Context, signature: string | undefined): RoomEntry | null {
  if (signature === undefined) return null;
  const nonce = session.doorNonce;
  session.doorNonce = null;
  return { signature, nonce, member: member.publicKey };
}

export const joinRoom: MemberHandler<'room:join'> = {
  kind: 'member',
  limit: 'room',
  async handle(context, request, answer) {
    const { hub, member } = context;
    const entry = readEntry(context, request.entry);
    const admitted = await withoutHindrance(context, () =>
      hub.roomService.admit(endpointOf(context), member, request, entry),
    );
    if (!admitted.ok) {
      answer(refuse(admitted.error));
      return;
    }
    const { room, ...coming } = admitted.value;
    const entered = hub.rooms.enter(room, member, coming);
    answer(entered.ok ? { ok: true, ...entered.value } : refuse(entered.error));
    hub.giveTicket(member.key);
  },
};

export const leaveRoom: MemberHandler<'room:leave'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, _payload, answer) {
    const isGone = hub.rooms.leave(member.key);
    answer(isGone ? DONE : refuse('not-in-room'));
  },
};

export const listRooms: MemberHandler<'room:list'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, _payload, answer) {
    answer({ ok: true, rooms: hub.rooms.listFor(member.key) });
  },
};

/** The room that somebody is in and owns. */
function ownRoom({ hub, member }: Context): Result<Room, RefusalReason> {
  const room = hub.rooms.roomOf(member.key);
  if (room === undefined) return err('not-in-room');
  return room.isOwnedBy(member.key) ? ok(room) : err('not-owner');
}

export const setRoom: MemberHandler<'room:set'> = {
  kind: 'member',
  limit: 'other',
  async handle(context, changes, answer) {
    const own = ownRoom(context);
    const { roomService } = context.hub;
    const set = own.ok ? await roomService.set(own.value, context.member.key, changes) : own;
    answer(set.ok ? { ok: true, room: set.value } : refuse(set.error));
  },
};

export const kick: MemberHandler<'room:kick'> = {
  kind: 'member',
  limit: 'other',
  handle(context, { member: id }, answer) {
    const own = ownRoom(context);
    if (!own.ok) {
      answer(refuse(own.error));
      return;
    }
    const guest = own.value.guestOf(id);
    if (guest === null || guest.key === context.member.key) {
      answer(refuse(guest === null ? 'not-in-room' : 'not-yourself'));
      return;
    }
    answer(DONE);
    context.hub.rooms.kick(own.value, id);
  },
};

export const stopRoom: MemberHandler<'room:stop'> = {
  kind: 'member',
  limit: 'other',
  async handle(context, _payload, answer) {
    const own = ownRoom(context);
    if (own.ok) await context.hub.roomService.stop(own.value, context.member.key);
    answer(own.ok ? DONE : refuse(own.error));
  },
};
