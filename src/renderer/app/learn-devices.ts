import type { Person } from '../../shared/protocol/messages';
import type { AppContext } from './app-context';

type DevicesContext = Pick<AppContext, 'store' | 'host' | 'people' | 'roster'>;

/**
 * Whoever comes with another key than they are known by may have another device: the server is
 * asked for what their devices have signed, once for each key, and that is checked here.
 */
export function learnDevices({ store, host, people, roster }: DevicesContext): void {
  const asked = new Set<string>();
  const look = async ({ name, key }: Person): Promise<void> => {
    const isNews = key !== undefined && people.identities.trustOf(name, key) === 'changed';
    if (!isNews || asked.has(`${name} ${key}`)) return;
    asked.add(`${name} ${key}`);
    const outcome = await host.signalling.request('device:list', { name });
    if (outcome.ok) await people.identities.learnDevices(name, outcome.devices);
  };
  store.add(
    roster.onChange((change) => {
      if (change.kind !== 'left') void look(change.person);
    }),
  );
  store.add(
    roster.onReset(() => {
      for (const person of roster.list()) void look(person);
    }),
  );
}
