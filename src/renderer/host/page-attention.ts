import type { RingDecision, RingRequest } from '../../shared/ipc/host-api';
import { sanitiseName } from '../../shared/text/sanitise';

export interface Attention {
  readonly ring: (request: RingRequest) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly onDecision: (listener: (decision: RingDecision) => void) => () => void;
}

/** A page can only call for attention: by its title, and by a notification where one is allowed. */
export function createAttention(): Attention {
  const title = document.title;
  let notification: Notification | null = null;
  return {
    ring({ from }) {
      const name = sanitiseName(from) ?? 'Somebody';
      document.title = `☎ ${name} is calling`;
      if ('Notification' in window && Notification.permission === 'granted') {
        notification = new Notification('WebCRT', {
          body: `${name} is calling you`,
          tag: 'call',
          requireInteraction: true,
        });
        notification.onclick = () => {
          window.focus();
        };
      }
      return Promise.resolve();
    },
    stop() {
      document.title = title;
      notification?.close();
      notification = null;
      return Promise.resolve();
    },
    // Notifications of a page have no buttons: clicking one brings the page up.
    onDecision: () => () => undefined,
  };
}
