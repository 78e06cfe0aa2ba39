import type { TrustedCaller } from '../call/auto-answer';
import { isSameServer } from '../signalling/server-address';
import { nameKey } from '../text/sanitise';

const ALWAYS = 'always';
const UNTIL = 'until';

/**
 * `ann wss://calls.example.org until 2026-12-01T18:00:00.000Z`, or `... always`: as they are shown
 * and typed.
 */
export function formatTrustedCaller({ name, server, untilMs }: TrustedCaller): string {
  const time = untilMs === null ? ALWAYS : `${UNTIL} ${new Date(untilMs).toISOString()}`;
  return `${name} ${server} ${time}`;
}

/** What was typed, to be checked; `untilMs` is NaN where no time can be read. */
export function readTrustedCaller(text: string): TrustedCaller {
  const [name = '', server = '', ...time] = text.trim().split(/\s+/);
  return { name, server, untilMs: readTime(time) };
}

function readTime([word, time = '', ...more]: readonly string[]): number | null {
  if (more.length > 0) return Number.NaN;
  if (word === ALWAYS && time === '') return null;
  return word === UNTIL ? Date.parse(time) : Number.NaN;
}

/** The others on the list: everybody but that person of that server. */
export function withoutCaller(
  people: readonly TrustedCaller[],
  { name, server }: Pick<TrustedCaller, 'name' | 'server'>,
): readonly TrustedCaller[] {
  return people.filter(
    (each) => nameKey(each.name) !== nameKey(name) || !isSameServer(each.server, server),
  );
}
