import { EventEmitter } from 'node:events';
import type { PowerMonitor } from 'electron';
import { offer } from './link';

let isLocked = false;

class StandInMonitor extends EventEmitter {
  getSystemIdleState(): 'locked' | 'active' {
    return isLocked ? 'locked' : 'active';
  }
}

export const powerMonitor = new StandInMonitor() satisfies Pick<PowerMonitor, 'getSystemIdleState'>;

offer({
  lockScreen: (isOn) => {
    isLocked = isOn;
  },
  power: (event) => {
    powerMonitor.emit(event);
  },
});
