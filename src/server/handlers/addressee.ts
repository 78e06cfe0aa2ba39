import type { Presence } from '../../shared/protocol/messages';
import { nameKey } from '../../shared/text/sanitise';
import { type CallEnd, ECHO_END } from '../calls';
import type { SignallingHub } from '../hub';
import { ECHO_KEY } from '../people';

export type Addressee = CallEnd & { readonly presence: Presence };

/** Whoever is meant by a name: somebody who is here, or echo. */
export function findAddressee(hub: SignallingHub, name: string): Addressee | undefined {
  if (nameKey(name) === ECHO_KEY) return { ...ECHO_END, presence: 'available' };
  return hub.people.find(name);
}
