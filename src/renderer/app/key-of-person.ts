import type { PublicKey } from '../../shared/protocol/fields';
import type { AppContext } from './app-context';

/**
 * The key of somebody in the call, in the room or on the server, as the server says; `null`: they
 * have none. `undefined`: nobody of that name is known to be here.
 */
export function keyOfPerson(
  { roster, participants }: Pick<AppContext, 'roster' | 'participants'>,
  name: string,
): PublicKey | null | undefined {
  const participant = participants.find(name);
  if (participant !== undefined) return participant.key;
  const person = roster.find(name);
  return person === undefined ? undefined : (person.key ?? null);
}
