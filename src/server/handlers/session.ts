import type { PublicKey } from '../../shared/protocol/fields';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import type { RequestPayload } from '../../shared/protocol/events';
import { isProvedBy } from '../identity/check-identity';
import type { SignallingHub } from '../hub';
import type { Member } from '../people';
import type { Comeback } from '../rooms/room-registry';
import type { RoomTicket } from '../rooms/room-tickets';
import { stopSignInTimer } from '../session';
import {
  type Answer,
  DONE,
  type HandlerContext,
  type MemberHandler,
  refuse,
  type StrangerHandler,
} from './handler';

function isOtherVersion(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('version' in payload)) return false;
  return typeof payload.version === 'number' && payload.version !== PROTOCOL_VERSION;
}

/**
 * Into the room that waits for them, or, after a restart, into the one that they have a ticket for.
 */
function comeBack(
  { rooms, tickets }: SignallingHub,
  member: Member,
  ticket: RoomTicket | null,
): Comeback {
  const waiting = rooms.resume(member.key);
  const isForgotten = waiting.entry === null && waiting.closed === null;
  return isForgotten && ticket !== null ? tickets.restore(ticket, member) : waiting;
}

/** Whose key they have proved; `undefined`: none was shown; `null`: that was no proof. */
function readIdentity(
  { hub, session }: HandlerContext,
  { name, identity }: RequestPayload<'session:sign-in'>,
): PublicKey | undefined | null {
  const { nonce, connection } = session;
  if (identity === undefined) return undefined;
  const challenged = { name, nonce, host: connection.host, publicUrls: hub.publicUrls };
  return isProvedBy(identity, challenged) ? identity.key : null;
}

function admit(
  context: HandlerContext,
  payload: RequestPayload<'session:sign-in'>,
  ticket: RoomTicket | null,
  answer: Answer<'session:sign-in'>,
): void {
  const { hub, session } = context;
  if (session.member !== null) {
    answer(refuse('already-signed-in'));
    return;
  }
  const publicKey = readIdentity(context, payload);
  if (publicKey === null) {
    answer(refuse('identity-invalid'));
    return;
  }
  const outcome = hub.people.signIn({ ...payload, publicKey }, session.connection);
  if (!outcome.ok) {
    answer(refuse(outcome.error));
    return;
  }
  const { member, resumeToken, isResumed, replaced } = outcome.value;
  session.member = member;
  session.nonce = null;
  stopSignInTimer(session);
  if (replaced !== null) hub.detach(replaced);
  if (payload.watch !== undefined) hub.roster.watch(member, payload.watch);
  const { entry: room, closed } = comeBack(hub, member, ticket);
  hub.roster.settle(member);
  answer({
    ok: true,
    name: member.name,
    resumeToken,
    resumed: isResumed,
    run: hub.run,
    seq: hub.recentLines.lastSeq,
    roster: hub.roster.mode,
    people: hub.roster.show(member),
    callId: hub.calls.callIdOf(member.key),
    room,
  });
  hub.roster.note(member);
  hub.calls.resume(member.key);
  const { heardSeq } = payload;
  // Whoever resumed nothing is in a room by a ticket.
  const restoredSlug = isResumed ? null : (room?.room.slug ?? null);
  if (heardSeq !== undefined) hub.catchUp({ key: member.key, heardSeq, isResumed, restoredSlug });
  if (restoredSlug !== null) hub.giveTicket(member.key);
  if (closed !== null) hub.tell(member.key, { name: 'room:closed', payload: { reason: closed } });
}

export const signIn: StrangerHandler<'session:sign-in'> = {
  kind: 'stranger',
  limit: 'signIn',
  refuseUnparsed: (payload) => (isOtherVersion(payload) ? 'version-unsupported' : null),
  handle(context, payload, answer) {
    const { hub, session } = context;
    const { name, roomTicket } = payload;
    if (roomTicket === undefined) {
      admit(context, payload, null, answer);
      return undefined;
    }
    const { address } = session.connection;
    return hub.tickets.read(roomTicket, { name, address }).then((ticket) => {
      if (!session.isClosed) admit(context, payload, ticket, answer);
    });
  },
};

export const signOut: MemberHandler<'session:sign-out'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, session }, _payload, answer) {
    // First: whoever is told so has given their name up, also when the server ends at that moment.
    hub.signOut(session);
    answer(DONE);
    hub.awaitSignIn(session);
  },
};
