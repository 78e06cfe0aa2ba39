import { openAddress } from '../ui/open-address';
import type { AppParts } from './app-parts';

/** Addresses in the chat: each is looked at before it is opened. */
export function introduceAddresses({ store, window }: Pick<AppParts, 'store' | 'window'>): void {
  store.add(
    window.chat.onAddress((url) => {
      window.address.show(url);
    }),
  );
  store.add(window.address.onAccepted(openAddress));
}
