import type { CallPhaseKind } from '../shared/call/call-phase';

export interface CloseQuestion {
  readonly isQuitting: boolean;
  readonly phase: CallPhaseKind;
  readonly closeToTray: boolean;
  readonly isKiosk: boolean;
  /** Whether the desktop shows the tray's icon, by which the window is found again. */
  readonly showsTray: boolean;
}

/**
 * What closing the window does. A call, also one that only rings, always goes on in the tray:
 * people lose calls by closing the window (jitsi-meet-electron#970). Where there is no tray, the
 * window stays among the others, made small. A kiosk is never hidden: nobody there would find it.
 */
export function decideOnClose(question: CloseQuestion): 'close' | 'hide' | 'minimise' | 'quit' {
  if (question.isQuitting) return 'close';
  if (question.isKiosk) return 'quit';
  if (question.phase === 'idle' && !question.closeToTray) return 'quit';
  return question.showsTray ? 'hide' : 'minimise';
}
