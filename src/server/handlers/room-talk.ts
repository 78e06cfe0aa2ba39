import type { Push } from '../../shared/protocol/events';
import { sanitiseText } from '../../shared/text/sanitise';
import { DONE, type MemberHandler, refuse } from './handler';

// What passes between those who are in a room.

export const roomSignal: MemberHandler<'room:signal'> = {
  kind: 'member',
  limit: 'roomSignal',
  handle({ hub, member }, { to, signal, proof }, answer) {
    const route = hub.rooms.route(member.key, to);
    if (!route.ok) {
      answer(refuse(route.error));
      return;
    }
    answer(DONE);
    const { from } = route.value;
    const proved = proof === undefined ? {} : { proof };
    hub.tell(route.value.to, { name: 'room:signal', payload: { from, signal, ...proved } });
  },
};

export const sayInRoom: MemberHandler<'room:say'> = {
  kind: 'member',
  limit: 'chat',
  handle({ hub, member }, request, answer) {
    const { recentLines, components } = hub;
    const known = request.id === undefined ? undefined : recentLines.find(member.key, request.id);
    if (known?.name === 'room:message') {
      answer({ ok: true, message: known.payload });
      return;
    }
    const room = hub.rooms.roomOf(member.key);
    const text = sanitiseText(request.text);
    if (room === undefined || text === '') {
      answer(refuse(room === undefined ? 'not-in-room' : 'bad-request'));
      return;
    }
    const id = request.id ?? components.random.id();
    const stamped = { sentAtMs: components.clock.nowMs(), seq: recentLines.nextSeq() };
    const message = { id, from: member.name, text, ...stamped };
    answer({ ok: true, message });
    const push = { name: 'room:message', payload: message } as const;
    const keys = new Set(room.guests.map(({ key }) => key));
    recentLines.add(member.key, { kind: 'room', slug: room.slug, keys }, push);
    room.tellOthers(member.key, push);
  },
};

export const describeMember: MemberHandler<'room:describe'> = {
  kind: 'member',
  limit: 'event',
  handle({ hub, member }, { description }, answer) {
    const room = hub.rooms.roomOf(member.key);
    const id = room?.memberOf(member.key)?.id;
    if (room === undefined || id === undefined) {
      answer(refuse('not-in-room'));
      return;
    }
    if (!hub.roomService.mayMembersDescribe) {
      answer(refuse('not-allowed'));
      return;
    }
    answer(DONE);
    room.describe(id, description, true);
    hub.giveTicket(member.key);
  },
};

export const sendEvent: MemberHandler<'room:event'> = {
  kind: 'member',
  limit: 'event',
  handle({ hub, member }, { type, data, to }, answer) {
    const room = hub.rooms.roomOf(member.key);
    const from = room?.memberOf(member.key)?.id;
    if (room === undefined || from === undefined) {
      answer(refuse('not-in-room'));
      return;
    }
    const route = to === undefined ? null : hub.rooms.route(member.key, to);
    if (route !== null && !route.ok) {
      answer(refuse(route.error));
      return;
    }
    answer(DONE);
    const push: Push = { name: 'room:event', payload: { from, type, data } };
    if (route === null) room.tellOthers(member.key, push);
    else hub.tell(route.value.to, push);
    hub.roomService.noteEvent({ slug: room.slug, from, to: to ?? null, type, data });
  },
};
