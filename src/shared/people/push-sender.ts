import type { Push, PushName, PushPayload } from '../protocol/events';

interface PushOf<K extends PushName> {
  readonly name: K;
  readonly payload: PushPayload<K>;
}
type PushFromSomebody = PushOf<'call:incoming' | 'call:missed' | 'chat:message' | 'room:message'>;

const FROM: ReadonlySet<PushName> = new Set<PushFromSomebody['name']>([
  'call:incoming',
  'call:missed',
  'chat:message',
  'room:message',
]);

/**
 * Who is behind a push, as far as a block list is concerned; `null`: nobody, the call there is, or
 * several at once, whom the roster tells apart.
 */
export function pushSender(push: Push): string | null {
  return FROM.has(push.name) ? (push as PushFromSomebody).payload.from : null;
}
