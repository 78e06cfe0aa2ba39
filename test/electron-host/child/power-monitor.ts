import type { PowerMonitor } from 'electron';
import { offer } from './link';

let isLocked = false;

export const powerMonitor = {
  getSystemIdleState: () => (isLocked ? 'locked' : 'active'),
} satisfies Pick<PowerMonitor, 'getSystemIdleState'>;

offer({
  lockScreen: (isOn) => {
    isLocked = isOn;
  },
});
