import type { TalkMode } from '../../shared/call/talk-policy';
import { CAMERA_IS_DARK } from '../text/own-media-sentences';
import type { MediaFacts } from '../ui/status-facts';

/** What there is of the local camera and microphone. */
export interface OwnMedia {
  readonly hasCamera: boolean;
  /** Whether it was turned on, which does not say that it came. */
  readonly isCameraWanted: boolean;
  /** Whether it is on and gives no picture. */
  readonly isCameraDark: boolean;
  /** What is sent in its place; `null`: nothing is. */
  readonly source: string | null;
  readonly hasMicrophone: boolean;
  readonly isMuted: boolean;
  /** Whether its sound may leave now. */
  readonly mayBeHeard: boolean;
  readonly talkMode: TalkMode;
  /** The key that is held to talk. */
  readonly talkKey: string;
  /** Whether there is a call or a room in which one can talk. */
  readonly isTalking: boolean;
}

/** What the window says of them. Pure. */
export function ownMediaFacts(own: OwnMedia): MediaFacts {
  return {
    camera: cameraFact(own),
    ...(own.source !== null && { source: own.source }),
    microphone: microphoneFact(own),
    talkKey: own.talkMode === 'talk' ? own.talkKey : null,
  };
}

/**
 * Why there is no local picture: `null`: there is one; `undefined`: what was said before still
 * holds, as the camera is wanted and has not come. `off`: what is said of a camera that is off.
 */
export function cameraNote(
  { hasCamera, isCameraWanted, isCameraDark }: OwnMedia,
  off: string,
): string | null | undefined {
  if (hasCamera) return isCameraDark ? CAMERA_IS_DARK : null;
  return isCameraWanted ? undefined : off;
}

function cameraFact({ hasCamera, isCameraWanted, isCameraDark }: OwnMedia): MediaFacts['camera'] {
  if (hasCamera) return isCameraDark ? 'dark' : 'on';
  return isCameraWanted ? 'none' : 'off';
}

function microphoneFact(own: OwnMedia): MediaFacts['microphone'] {
  if (own.isMuted) return 'muted';
  if (own.hasMicrophone) return own.mayBeHeard ? 'on' : 'silent';
  // Out of calls the microphone is off, and that is nothing to worry about.
  return own.isTalking ? 'none' : 'idle';
}
