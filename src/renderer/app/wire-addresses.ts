import { openAddress } from '../ui/open-address';
import type { AppContext } from './app-context';

/** Addresses in the chat: each is looked at before it is opened. */
export function wireAddresses({ store, window }: Pick<AppContext, 'store' | 'window'>): void {
  store.add(
    window.chat.onAddress((url) => {
      window.address.show(url);
    }),
  );
  store.add(window.address.onAccepted(openAddress));
}
