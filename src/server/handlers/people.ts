import { MAX_PEOPLE_LISTED } from '../../shared/protocol/limits';
import { DONE, type MemberHandler } from './handler';

export const setPresence: MemberHandler<'presence:set'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { presence }, answer) {
    const isChanged = member.presence !== presence;
    member.presence = presence;
    answer(DONE);
    if (!isChanged) return;
    hub.roster.note(member);
  },
};

export const watchPeople: MemberHandler<'people:watch'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { names }, answer) {
    hub.roster.watch(member, names);
    answer({ ok: true, people: hub.roster.show(member) });
  },
};

export const listPeople: MemberHandler<'people:list'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, query, answer) {
    const { values, hasMore } = hub.people.page(member, query, MAX_PEOPLE_LISTED);
    answer({ ok: true, people: [...values], more: hasMore });
  },
};
