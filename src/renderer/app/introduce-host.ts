import type { AppParts } from './app-parts';
import { choosePresence } from './introduce-people';
import { decide } from './introduce-input';
import { quitApp } from './quit-app';

/** What the desktop wants: decisions in notifications, the tray's menu, the window's visibility. */
export function introduceHost(parts: AppParts): void {
  const { store, host, call, mediaSwitch, settings } = parts;
  store.defer(
    host.onRingDecision(({ callId, decision }) => {
      const { phase } = call;
      // A notification may outlive its call.
      if (phase.kind === 'incoming' && phase.callId === callId) decide(parts, decision);
    }),
  );
  store.defer(
    host.onVisibility((isVisible) => {
      mediaSwitch.handleVisibility(isVisible);
    }),
  );
  store.defer(host.onPresenceChosen((presence) => void choosePresence(parts, presence, null)));
  store.defer(host.onAutoAnswerChosen((autoanswer) => void settings.update({ autoanswer })));
  store.defer(host.onQuitRequested(() => void quitApp(parts)));
  const handleOnline = (): void => {
    call.handleOnline();
  };
  window.addEventListener('online', handleOnline);
  store.defer(() => {
    window.removeEventListener('online', handleOnline);
  });
}
