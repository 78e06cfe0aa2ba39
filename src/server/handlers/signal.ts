import { DONE, type MemberHandler, refuse } from './handler';

export const signal: MemberHandler<'call:signal'> = {
  kind: 'member',
  limit: 'signal',
  handle({ hub, member }, { callId, asEcho, signal: content, proof }, answer) {
    const route = hub.calls.route(callId, member.key, asEcho ?? false);
    if (!route.ok) {
      answer(refuse(route.error));
      return;
    }
    answer(DONE);
    const { to, from } = route.value;
    const proved = proof === undefined ? {} : { proof };
    hub.tell(to, { name: 'call:signal', payload: { callId, from, signal: content, ...proved } });
  },
};
