import { isSameServer } from '../signalling/server-address';
import { nameKey } from '../text/sanitise';

/** Somebody whose calls may answer themselves: a name is one person's on one server only. */
export interface TrustedCaller {
  readonly name: string;
  /** ws:// or wss://. */
  readonly server: string;
}

/** `ann wss://calls.example.org`: as they are shown and typed. */
export function formatTrustedCaller({ name, server }: TrustedCaller): string {
  return `${name} ${server}`;
}

/** The others on the list: everybody but that person of that server. */
export function withoutCaller(
  people: readonly TrustedCaller[],
  { name, server }: TrustedCaller,
): readonly TrustedCaller[] {
  return people.filter(
    (each) => nameKey(each.name) !== nameKey(name) || !isSameServer(each.server, server),
  );
}
