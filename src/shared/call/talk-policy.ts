import type { TalkMode } from '../config/settings';

/** My own switch, the rule that I chose, and whether the key for talking is down. */
export interface TalkState {
  readonly isMuted: boolean;
  readonly mode: TalkMode;
  readonly isHeld: boolean;
}

/** Whether others may hear me. The key never outdoes the switch: who is muted stays so. */
export function mayBeHeard({ isMuted, mode, isHeld }: TalkState): boolean {
  if (isMuted) return false;
  if (mode === 'talk') return isHeld;
  return !(mode === 'mute' && isHeld);
}
