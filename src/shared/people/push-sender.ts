import type { Push, PushName, PushPayload } from '../protocol/events';

interface PushOf<K extends PushName> {
  readonly name: K;
  readonly payload: PushPayload<K>;
}
type PushFromSomebody = PushOf<'call:incoming' | 'call:missed' | 'chat:message' | 'room:message'>;
type PushAboutSomebody = PushOf<'people:joined' | 'people:changed' | 'people:left'>;

const FROM: ReadonlySet<PushName> = new Set<PushFromSomebody['name']>([
  'call:incoming',
  'call:missed',
  'chat:message',
  'room:message',
]);
const ABOUT: ReadonlySet<PushName> = new Set<PushAboutSomebody['name']>([
  'people:joined',
  'people:changed',
  'people:left',
]);

/** Who is behind a push, as far as a block list is concerned; `null`: nobody, or the call there is. */
export function pushSender(push: Push): string | null {
  if (FROM.has(push.name)) return (push as PushFromSomebody).payload.from;
  return ABOUT.has(push.name) ? (push as PushAboutSomebody).payload.name : null;
}
