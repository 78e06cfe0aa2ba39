import { nameKey } from '../../shared/text/sanitise';
import { DONE, type MemberHandler, refuse } from './handler';

export const agree: MemberHandler<'broadcast:agree'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { by, isAgreed }, answer) {
    const agreed = hub.broadcasts.agree(member.key, nameKey(by), isAgreed);
    answer(agreed.ok ? DONE : refuse(agreed.error));
  },
};

export const startBroadcast: MemberHandler<'broadcast:start'> = {
  kind: 'member',
  limit: 'call',
  handle({ hub, member, session }, { password }, answer) {
    const { addressKey } = session.connection;
    const started = hub.broadcasts.start(member.key, addressKey, password);
    if (!started.ok) {
      answer(refuse(started.error));
      return;
    }
    answer({ ok: true, token: started.value.token, sshPort: hub.broadcasts.sshPort });
  },
};

export const takeFrame: MemberHandler<'broadcast:frame'> = {
  kind: 'member',
  limit: 'broadcast',
  handle({ hub, member }, { frame }, answer) {
    const taken = hub.broadcasts.takeFrame(member.key, frame);
    if (!taken.ok) {
      answer(refuse(taken.error));
      return;
    }
    const { viewers, isOutOfStep } = taken.value;
    answer({ ok: true, viewers, ...(isOutOfStep ? { isOutOfStep } : {}) });
  },
};

export const stopBroadcast: MemberHandler<'broadcast:stop'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, _payload, answer) {
    answer(hub.broadcasts.stop(member.key) ? DONE : refuse('no-broadcast'));
  },
};
