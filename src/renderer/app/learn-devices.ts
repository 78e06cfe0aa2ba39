import { peerOfPhase } from '../../shared/call/call-phase';
import { isKnownPerson } from '../../shared/identity/trust';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Person } from '../../shared/protocol/messages';
import { nameKey } from '../../shared/text/sanitise';
import { deviceGoneSentence } from '../text/identity-sentences';
import type { AppContext } from './app-context';

type DevicesContext = Pick<
  AppContext,
  'store' | 'host' | 'people' | 'roster' | 'call' | 'announcer'
>;

/**
 * Whoever comes with another key than they are known by may have another device, and whoever comes
 * by a known key, or calls or is called, may have one less: the server is asked for what their
 * devices have signed, once for each key while they are here, and that is checked here.
 */
export function learnDevices(context: DevicesContext): void {
  const { store, people, roster, call } = context;
  const asked = new Map<string, PublicKey>();
  const look = async (name: string, key: PublicKey): Promise<void> => {
    if (asked.get(nameKey(name)) === key) return;
    asked.set(nameKey(name), key);
    await ask(context, name);
  };
  const isOther = ({ name, key }: Person): boolean =>
    people.identities.trustOf(name, key) === 'changed';
  const isKnown = ({ name, key }: Person): boolean =>
    isKnownPerson(people.identities.trustOf(name, key));
  store.add(
    roster.onChange((change) => {
      if (change.kind === 'left') {
        asked.delete(nameKey(change.name));
        return;
      }
      const { person } = change;
      if (change.kind === 'joined') void people.ownDevices.handleHere(person);
      if (person.key !== undefined && (isOther(person) || isKnown(person))) {
        void look(person.name, person.key);
      }
    }),
  );
  store.add(
    roster.onReset(() => {
      // Of everybody who is known it would be too much to ask at once.
      for (const person of roster.list()) {
        if (person.key !== undefined && isOther(person)) void look(person.name, person.key);
      }
    }),
  );
  store.add(
    call.onPhase((phase) => {
      const peer = peerOfPhase(phase);
      if (peer === null) return;
      const key = call.partnerKey ?? roster.find(peer)?.key;
      if (key !== undefined && isKnownPerson(people.identities.trustOf(peer, key))) {
        void look(peer, key);
      }
    }),
  );
}

async function ask(
  { host, people, announcer }: Pick<DevicesContext, 'host' | 'people' | 'announcer'>,
  name: string,
): Promise<void> {
  const outcome = await host.signalling.request('device:list', { name });
  if (!outcome.ok) return;
  const gone = await people.identities.learnDevices(name, outcome);
  for (const device of gone) announcer.tell(deviceGoneSentence(name, device), 'warn');
}
