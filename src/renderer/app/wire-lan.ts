import { MAX_LAN_CONTACTS } from '../../shared/ipc/lan-api';
import { isSameName } from '../../shared/text/sanitise';
import type { AppContext } from './app-context';

/** Who is to be found on the network by their key, and who is called as soon as they are. */
export function wireLan({
  store,
  host,
  settings,
  people,
  roster,
  call,
}: Pick<AppContext, 'store' | 'host' | 'settings' | 'people' | 'roster' | 'call'>): void {
  if (!host.features.lan) return;
  let told = '';
  const tell = (): void => {
    const known = people.identities.keysOf(settings.current.contacts);
    const contacts = known.slice(0, MAX_LAN_CONTACTS);
    const now = JSON.stringify(contacts);
    if (now === told) return;
    told = now;
    void host.lan.setContacts(contacts);
  };
  store.add(people.identities.onChange(tell));
  store.add(settings.onChange(tell));
  tell();
  store.add(
    roster.onChange((change) => {
      const { lan_call: wanted } = settings.current;
      if (change.kind !== 'joined' || change.person.isOnLan !== true || wanted === null) return;
      const isFree = call.phase.kind === 'idle';
      if (isFree && isSameName(change.person.name, wanted)) call.call(change.person.name);
    }),
  );
}
