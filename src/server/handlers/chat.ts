import { type ChatMessage, ECHO_NAME } from '../../shared/protocol/messages';
import { sanitiseText } from '../../shared/text/sanitise';
import type { SignallingHub } from '../hub';
import { ECHO_KEY, type Member } from '../people';
import { findAddressee } from './addressee';
import { type MemberHandler, refuse } from './handler';

/** A message as the server vouches for it, or `null` when nothing of the text may be shown. */
function stamp(
  { components: { clock, random }, recentLines }: SignallingHub,
  message: Pick<ChatMessage, 'from' | 'to' | 'text'>,
  id = random.id(),
): ChatMessage | null {
  const text = sanitiseText(message.text);
  if (text === '') return null;
  const { from, to } = message;
  return { id, from, to, text, sentAtMs: clock.nowMs(), seq: recentLines.nextSeq() };
}

/** What was said under this id before, when the client could not know that it was taken. */
function saidBefore(hub: SignallingHub, { key }: Member, id?: string): ChatMessage | null {
  const push = id === undefined ? undefined : hub.recentLines.find(key, id);
  return push?.name === 'chat:message' ? push.payload : null;
}

export const say: MemberHandler<'chat:say'> = {
  kind: 'member',
  limit: 'chat',
  handle({ hub, member }, { text, id }, answer) {
    const known = saidBefore(hub, member, id);
    if (known === null && hub.roster.mode !== 'everybody') {
      answer(refuse('too-many-people'));
      return;
    }
    const message = known ?? stamp(hub, { from: member.name, to: null, text }, id);
    if (message === null) {
      answer(refuse('bad-request'));
      return;
    }
    answer({ ok: true, message });
    if (known !== null) return;
    const push = { name: 'chat:message', payload: message } as const;
    hub.recentLines.add(member.key, { kind: 'everybody' }, push);
    hub.tellOthers(member, push);
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
  handle({ hub, member }, { to, text, id }, answer) {
    const known = saidBefore(hub, member, id);
    if (known !== null) {
      answer({ ok: true, message: known });
      return;
    }
    const addressee = findAddressee(hub, to);
    if (addressee === undefined) {
      answer(refuse(hub.people.isHeld(to) ? 'not-reachable' : 'no-such-person'));
      return;
    }
    if (addressee.key === member.key) {
      answer(refuse('not-yourself'));
      return;
    }
    const message = stamp(hub, { from: member.name, to: addressee.name, text }, id);
    if (message === null) {
      answer(refuse('bad-request'));
      return;
    }
    answer({ ok: true, message });
    const push = { name: 'chat:message', payload: message } as const;
    hub.recentLines.add(member.key, { kind: 'person', key: addressee.key }, push);
    if (addressee.key === ECHO_KEY) echo(hub, message, member.key);
    else hub.tell(addressee.key, push);
  },
};
