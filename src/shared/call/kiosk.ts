import type { CallPhase } from './call-phase';

/**
 * A press that comes sooner after the last one counts for nothing: a hand that shakes hits a key
 * twice, and would hang up on whom it answered.
 */
export const KIOSK_GUARD_MS = 2_000;

/** What the one key of a kiosk does; `null`: there is no call. */
export function kioskDeed({ kind }: CallPhase): 'answer' | 'hang-up' | null {
  if (kind === 'idle') return null;
  return kind === 'incoming' ? 'answer' : 'hang-up';
}
