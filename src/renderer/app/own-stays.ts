import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { StayKeeper } from '../../shared/call/kept-stay';
import { DeviceStays } from '../call/device-stays';
import type { OwnCertificate } from '../rtc/local-certificate';
import { pageStorage } from '../host/page-storage';
import { StayStorage } from '../host/stay-storage';
import { openKeyValueStore } from '../people/key-value-store';
import { takenUpSentence } from '../text/stay-sentences';
import type { AppContext } from './app-context';

/** Opens what is kept of calls and rooms on this device; resolves when it can be asked. */
export async function openStays(): Promise<StayStorage> {
  const stays = new StayStorage({
    local: pageStorage(),
    // That nothing is kept is said elsewhere, once.
    store: openKeyValueStore(() => undefined),
    nowMs: () => SYSTEM_CLOCK.nowMs(),
    every: (ms, task) => {
      const timer = setInterval(task, ms);
      return () => {
        clearInterval(timer);
      };
    },
  });
  await stays.load();
  return stays;
}

/**
 * Keeps in which call or room the local user is, under which name. Besides the account,
 * `context` is asked only later.
 */
export function createStayKeeper(
  context: Pick<AppContext, 'mediaSwitch' | 'account' | 'unattended' | 'announcer'>,
  stays: StayStorage,
  certificate: OwnCertificate,
): StayKeeper {
  return new DeviceStays({
    storage: stays,
    certificate,
    account: context.account,
    isCameraWanted: () => context.mediaSwitch.isCameraWanted,
    handleTakenUp: (stay, isCameraOn) => {
      void context.mediaSwitch.setCamera(isCameraOn);
      context.unattended.waitForInput();
      context.announcer.tell(takenUpSentence(stay), 'warn');
    },
  });
}
