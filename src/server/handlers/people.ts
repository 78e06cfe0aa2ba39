import { DONE, type MemberHandler } from './handler';

export const setPresence: MemberHandler<'presence:set'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { presence }, answer) {
    const isChanged = member.presence !== presence;
    member.presence = presence;
    answer(DONE);
    if (!isChanged) return;
    hub.tellOthers(member, { name: 'people:changed', payload: { name: member.name, presence } });
  },
};

export const listPeople: MemberHandler<'people:list'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, _payload, answer) {
    answer({ ok: true, people: hub.people.listFor(member) });
  },
};
