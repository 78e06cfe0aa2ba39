import { type ChatMessage, ECHO_NAME } from '../../shared/protocol/messages';
import { sanitiseText } from '../../shared/text/sanitise';
import type { SignallingHub } from '../hub';
import { ECHO_KEY } from '../people';
import { findAddressee } from './addressee';
import { type MemberHandler, refuse } from './handler';

/** A message as the server vouches for it, or `null` when nothing of the text may be shown. */
function stamp(
  { components: { clock, random } }: SignallingHub,
  message: Pick<ChatMessage, 'from' | 'to' | 'text'>,
): ChatMessage | null {
  const text = sanitiseText(message.text);
  if (text === '') return null;
  return { id: random.id(), from: message.from, to: message.to, text, sentAtMs: clock.nowMs() };
}

export const say: MemberHandler<'chat:say'> = {
  kind: 'member',
  limit: 'chat',
  handle({ hub, member }, { text }, answer) {
    const message = stamp(hub, { from: member.name, to: null, text });
    if (message === null) {
      answer(refuse('bad-request'));
      return;
    }
    answer({ ok: true, message });
    hub.tellOthers(member, { name: 'chat:message', payload: message });
  },
};

/** Echo sends back what it is told. */
function echo(hub: SignallingHub, sent: ChatMessage, key: string): void {
  const reply = stamp(hub, { from: ECHO_NAME, to: sent.from, text: sent.text });
  if (reply !== null) hub.tell(key, { name: 'chat:message', payload: reply });
}

export const tell: MemberHandler<'chat:tell'> = {
  kind: 'member',
  limit: 'chat',
  handle({ hub, member }, { to, text }, answer) {
    const addressee = findAddressee(hub, to);
    if (addressee === undefined || addressee.key === member.key) {
      answer(refuse(addressee === undefined ? 'no-such-person' : 'not-yourself'));
      return;
    }
    const message = stamp(hub, { from: member.name, to: addressee.name, text });
    if (message === null) {
      answer(refuse('bad-request'));
      return;
    }
    answer({ ok: true, message });
    if (addressee.key === ECHO_KEY) echo(hub, message, member.key);
    else hub.tell(addressee.key, { name: 'chat:message', payload: message });
  },
};
