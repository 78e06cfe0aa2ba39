import type { CallPhase } from '../../shared/call/call-phase';
import type { ControlStatus } from '../../shared/ipc/control';
import { phaseSentence } from './call-sentences';

/** What `webcrt ctl` answers, where that takes no facts. */
export const CONTROL_REPLIES = {
  pushToTalkOff: 'Push-to-talk is off. In WebCRT type: ptt on',
  answered: 'The call is answered.',
  nobodyCalls: 'Nobody is calling.',
  hungUp: 'The call is over.',
  noCall: 'There is no call to end.',
} as const;

/** Whether the local user is heard, and if not, why. */
export function microphoneSentence({ isMuted, isHeard, ptt, phase }: ControlStatus): string {
  if (isMuted) return 'Your microphone is muted.';
  if (ptt === 'talk' && !isHeard) return 'Your microphone waits for the key for talking.';
  if (!isHeard && phase !== 'idle') return 'Your microphone is silent.';
  return phase === 'idle' ? 'Your microphone is on in calls.' : 'You are heard.';
}

/** What `webcrt ctl status` says. */
export function controlStatusSentence(status: ControlStatus, phase: CallPhase): string {
  const who = status.name === null ? 'You are signed out.' : `You are signed in as ${status.name}.`;
  const camera = `Your camera is ${status.isCameraOn ? 'on' : 'off'}.`;
  return `${who} ${phaseSentence(phase)} ${microphoneSentence(status)} ${camera}`;
}
