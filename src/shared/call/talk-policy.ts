/**
 * What holding the key `push-to-talk` does: nothing, lets others hear, or keeps them from hearing.
 */
export const TALK_MODES = ['off', 'talk', 'mute'] as const;
export type TalkMode = (typeof TALK_MODES)[number];

/** The user's switch, the rule that they chose, and whether the key for talking is down. */
export interface TalkState {
  readonly isMuted: boolean;
  readonly mode: TalkMode;
  readonly isHeld: boolean;
}

/**
 * Whether others may hear the local user. The key never outdoes the switch: who is muted stays so.
 */
export function mayBeHeard({ isMuted, mode, isHeld }: TalkState): boolean {
  if (isMuted) return false;
  if (mode === 'talk') return isHeld;
  return !(mode === 'mute' && isHeld);
}
