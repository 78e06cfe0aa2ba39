import { peerOfPhase } from '../../shared/call/call-phase';
import type { AppContext } from './app-context';

/** Tells the host, for its tray, how things are. */
export function reportStatus({
  host,
  call,
  account,
  settings,
}: Pick<AppContext, 'host' | 'settings' | 'account' | 'call'>): void {
  const { phase } = call;
  void host.reportStatus({
    phase: phase.kind,
    peer: peerOfPhase(phase),
    presence: account.presence,
    autoAnswer: settings.current.autoanswer,
  });
}
