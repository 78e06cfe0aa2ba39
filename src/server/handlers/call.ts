import type { Result } from '../../shared/base/result';
import { MAX_DECLINE_GRAPHEMES } from '../../shared/protocol/limits';
import type { RefusalReason } from '../../shared/protocol/reasons';
import { sanitiseLine } from '../../shared/text/sanitise';
import { ECHO_KEY } from '../people';
import { findAddressee } from './addressee';
import { DONE, type MemberHandler, refuse } from './handler';

function replyOf(outcome: Result<void, RefusalReason>) {
  return outcome.ok ? DONE : refuse(outcome.error);
}

export const invite: MemberHandler<'call:invite'> = {
  kind: 'member',
  limit: 'call',
  handle({ hub, member }, { to }, answer) {
    const callee = findAddressee(hub, to);
    if (callee === undefined) {
      answer(refuse('no-such-person'));
      return;
    }
    const { key, name, publicKey, via, connection } = member;
    const caller = { key, name, publicKey, via, isGuest: connection?.isGuest === true };
    const outcome = hub.calls.invite(caller, callee);
    if (!outcome.ok) {
      answer(refuse(outcome.error));
      return;
    }
    const callId = outcome.value.id;
    answer({ ok: true, callId });
    if (callee.key === ECHO_KEY) hub.calls.accept(callId, ECHO_KEY);
  },
};

// The rest counts towards the wide limit: whoever was allowed to start a call must be able to end
// it. What a client has to say to a call that comes in counts apart: strangers cause it.

export const ringing: MemberHandler<'call:ringing'> = {
  kind: 'member',
  limit: 'ringing',
  handle({ hub, member }, { callId }, answer) {
    answer(replyOf(hub.calls.ringing(callId, member.key)));
  },
};

export const accept: MemberHandler<'call:accept'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { callId }, answer) {
    answer(replyOf(hub.calls.accept(callId, member.key)));
  },
};

export const decline: MemberHandler<'call:decline'> = {
  kind: 'member',
  limit: 'ringing',
  handle({ hub, member }, { callId, reason, text }, answer) {
    const safeText = sanitiseLine(text ?? '', MAX_DECLINE_GRAPHEMES);
    answer(replyOf(hub.calls.decline(callId, member.key, reason, safeText)));
  },
};

export const ignore: MemberHandler<'call:ignore'> = {
  kind: 'member',
  limit: 'ringing',
  handle({ hub, member }, { callId }, answer) {
    answer(replyOf(hub.calls.ignore(callId, member.key)));
  },
};

export const hangUp: MemberHandler<'call:hang-up'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { callId }, answer) {
    answer(replyOf(hub.calls.hangUp(callId, member.key)));
  },
};
