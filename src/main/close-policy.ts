import type { CallPhaseKind } from '../shared/call/call-phase';

export interface CloseQuestion {
  readonly isQuitting: boolean;
  readonly phase: CallPhaseKind;
  readonly closeToTray: boolean;
  readonly isKiosk: boolean;
}

/**
 * What closing the window does. A call, also one that only rings, always goes on in the tray:
 * people lose calls by closing the window (jitsi-meet-electron#970). A kiosk is never hidden:
 * nobody there would find it.
 */
export function decideOnClose(question: CloseQuestion): 'close' | 'hide' | 'quit' {
  if (question.isQuitting) return 'close';
  if (question.isKiosk) return 'quit';
  if (question.phase !== 'idle' || question.closeToTray) return 'hide';
  return 'quit';
}
