import type { MemberHandler } from './handler';

export const turnCredentials: MemberHandler<'turn:credentials'> = {
  kind: 'member',
  limit: 'turn',
  handle({ hub }, _payload, answer) {
    answer({ ok: true, servers: hub.turn === null ? [] : [hub.turn.create()] });
  },
};
