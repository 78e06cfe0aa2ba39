import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { StayKeeper } from '../../shared/call/kept-stay';
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
 * Keeps in which call or room the local user is, under which name. `context` is asked only later.
 */
export function createStayKeeper(
  context: Pick<AppContext, 'mediaSwitch' | 'account' | 'unattended' | 'announcer'>,
  stays: StayStorage,
  certificate: OwnCertificate,
): StayKeeper {
  const who = (): { server: string; name: string } | null => {
    const { server, name } = context.account;
    return server === null || name === null ? null : { server, name };
  };
  const find = () => {
    const me = who();
    return me === null ? null : stays.find(me);
  };
  return {
    find: () => find()?.stay ?? null,
    takeUp: (stay) => {
      const found = find();
      if (found === null) return;
      // By another one the others would take this page for an impostor.
      certificate.value = found.certificate;
      void context.mediaSwitch.setCamera(found.isCameraOn);
      context.unattended.waitForInput();
      context.announcer.tell(takenUpSentence(stay), 'warn');
    },
    keep: (stay) => {
      const me = who();
      if (stay === null || me === null) stays.forget();
      else if (certificate.value !== null)
        stays.keep(me, stay, certificate.value, () => context.mediaSwitch.isCameraWanted);
    },
  };
}
