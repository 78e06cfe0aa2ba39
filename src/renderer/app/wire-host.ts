import { isSuspicious } from '../../shared/identity/trust';
import type { AppContext } from './app-context';
import { choosePresence } from './wire-people';
import { decide } from './wire-input';
import { quitApp, type QuitContext } from './quit-app';

type HostContext = Pick<AppContext, 'store' | 'settings' | 'people'> & QuitContext;

/** What the desktop wants: decisions in notifications, the tray's menu, the window's visibility. */
export function wireHost(context: HostContext): void {
  const { store, host, call, people, mediaSwitch, settings } = context;
  store.defer(
    host.onRingDecision(({ callId, decision }) => {
      const { phase } = call;
      // A notification may outlive its call.
      if (phase.kind !== 'incoming' || phase.callId !== callId) return;
      const trust = people.identities.trustOf(phase.peer, call.partnerKey);
      // That it may be somebody else, only the window says: there it is to be answered.
      if (decision === 'accept' && isSuspicious(trust)) return;
      decide(context, decision);
    }),
  );
  store.defer(
    host.onVisibility((isVisible) => {
      mediaSwitch.handleVisibility(isVisible);
    }),
  );
  store.defer(host.onPresenceChosen((presence) => void choosePresence(context, presence, null)));
  store.defer(host.onAutoAnswerChosen((autoanswer) => void settings.update({ autoanswer })));
  store.defer(host.onQuitRequested(() => void quitApp(context)));
}
