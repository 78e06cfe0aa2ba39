import type { CallPhase } from './call-phase';

/**
 * Whether this end's camera and microphone may be wanted for a call in `phase`. Only the user's own
 * deed leads there (placing or answering a call, or an answer that they allowed in advance), never
 * a message of the other side: the fault behind CVE-2019-6223 and its kin.
 */
export function wantsMedia(phase: CallPhase): boolean {
  return phase.kind !== 'idle' && phase.kind !== 'incoming';
}
