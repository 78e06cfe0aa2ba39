import type { Presence } from '../../shared/protocol/messages';
import { type CallEnd, ECHO_END } from '../calls';
import type { SignallingHub } from '../hub';
import { ECHO_KEY, keyOfName } from '../people';

export type Addressee = CallEnd & { readonly presence: Presence };

/** Whoever is meant by a name: somebody who is here, or echo. */
export function findAddressee(hub: SignallingHub, name: string): Addressee | undefined {
  const key = keyOfName(name);
  if (key === ECHO_KEY) return { ...ECHO_END, presence: 'available' };
  return key === null ? undefined : hub.people.get(key);
}
