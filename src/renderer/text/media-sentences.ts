import { assertNever } from '../../shared/base/assert-never';
import type { MediaFailure } from '../media/media-failure';
import { deviceLabel } from './device-label';

/** What went wrong with the camera or microphone, and what to do. A call goes on in any case. */
export function mediaFailureSentence(failure: MediaFailure): string {
  const sentence = reasonSentence(failure);
  return failure.replacedBy === null
    ? sentence
    : `${sentence} Using ${failure.replacedBy} instead.`;
}

function reasonSentence({ kind, reason, asked, replacedBy }: MediaFailure): string {
  const again = kind === 'camera' ? '/camera on' : '/mute off';
  switch (reason) {
    case 'denied':
      return (
        `The ${kind} is not allowed. Allow it for this page (the icon left of the address), ` +
        `then type: ${again}`
      );
    case 'denied-by-system':
      return (
        `The system keeps the ${kind} from this app. Allow it in the system's privacy settings, ` +
        `then type: ${again}`
      );
    case 'not-found':
      if (replacedBy === null) return `No ${kind} was found. Plug one in, or call without.`;
      if (asked === null) return `The ${kind} that you chose is not there.`;
      return `There is no ${kind} called ${deviceLabel(asked)}.`;
    case 'in-use':
      return `The ${kind} is used by another program. Close that, then type: ${again}`;
    case 'constraints':
      return `No ${kind} offers what the settings ask for. See: config`;
    case 'aborted':
      return `The ${kind} did not start. Try again: ${again}`;
    case 'insecure-page':
      return `Browsers give a ${kind} to secure pages only: open this one over https.`;
    case 'not-in-this-browser':
      return 'This browser cannot make such a picture. Chrome, Edge and the desktop app can.';
    case 'not-playable':
      return 'That file does not play here. Take a clip that a browser plays, WebM or MP4.';
    case 'unplugged':
      return replacedBy === null
        ? `The ${kind} was unplugged. Plug it in again, or choose another: /devices`
        : `The ${kind} was unplugged.`;
    case 'unknown':
      return `The ${kind} failed for a reason that it does not give. Try again: ${again}`;
    default:
      return assertNever(reason, 'media failure');
  }
}

/** What stands where the level would; `null`: there is a level. */
export function mutedMeterText(microphone: MediaStreamTrack | null): string | null {
  if (microphone === null) return 'no microphone is on';
  return microphone.enabled ? null : 'your microphone is silent (mute, or push-to-talk)';
}
